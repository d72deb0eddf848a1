package chorus.command.bitmap;

import static chorus.command.CommandFlag.DENYOOM;
import static chorus.command.CommandFlag.FAST;
import static chorus.command.CommandFlag.READONLY;
import static chorus.command.CommandFlag.WRITE;

import chorus.command.Category;
import chorus.command.CommandFlag;
import chorus.command.CommandSpec;
import chorus.command.Row;
import java.util.List;

/// The rows of the table for the commands on bitmaps.
public final class BitmapCommands {
  private static final String WHOLE = "O(N) where N is the length of the string";

  private BitmapCommands() {}

  public static List<CommandSpec> rows() {
    return List.of(
        row("bitcount", -2, "2.6.0", "key [start:integer end:integer [BYTE | BIT]]", READONLY)
            .key("RO", "access")
            .summary("How many bits are 1")
            .complexity("O(N) where N is the length of the range")
            .runs(new BitCount()),
        row(
                "bitfield",
                -2,
                "3.2.0",
                "key [GET <encoding offset:integer> | [OVERFLOW <WRAP | SAT | FAIL>]"
                    + " <SET <encoding offset:integer value:integer>"
                    + " | INCRBY <encoding offset:integer increment:integer>>]...",
                WRITE,
                DENYOOM)
            .key("RW", "access", "update", "variable_flags")
            .summary("Reads and writes numbers of a few bits")
            .complexity(WHOLE)
            .note(
                "OVERFLOW SAT makes a number near -2^63 the lowest of a signed field; Redis makes it"
                    + " the highest. Out of range are `#` offsets that overflow 64 bits, and numbers"
                    + " that end behind 512 MiB; Redis takes both.")
            .runs(new BitField()),
        row("bitfield_ro", -2, "6.0.0", "key [GET <encoding offset:integer>]...", READONLY, FAST)
            .key("RO", "access")
            .summary("Reads numbers of a few bits")
            .complexity("O(1) for each number")
            .runs(new BitFieldRo()),
        row("bitop", -4, "2.6.0", "<AND | OR | XOR | NOT> destkey:key key...", WRITE, DENYOOM)
            .keys(2, 2, 1, "OW", "update")
            .keys(3, -1, 1, "RO", "access")
            .summary("Combines strings bit by bit; the length of the result")
            .complexity("O(N) where N is the length of all strings together")
            .runs(new BitOp()),
        row(
                "bitpos",
                -3,
                "2.8.7",
                "key bit:integer [start:integer [end:integer [BYTE | BIT]]]",
                READONLY)
            .key("RO", "access")
            .summary("Where the first bit is that is 0, or 1")
            .complexity("O(N) where N is the length of the range")
            .runs(new BitPos()),
        row("getbit", 3, "2.2.0", "key offset:integer", READONLY, FAST)
            .key("RO", "access")
            .summary("One bit")
            .runs(new GetBit()),
        row("setbit", 4, "2.2.0", "key offset:integer value:integer", WRITE, DENYOOM)
            .key("RW", "access", "update")
            .summary("Sets one bit; what it was")
            .complexity(WHOLE)
            .runs(new SetBit()));
  }

  private static Row row(
      String name, int arity, String since, String syntax, CommandFlag... flags) {
    return Row.of(name, arity)
        .flags(flags)
        .categories(Category.BITMAP)
        .group("bitmap", since)
        .syntax(syntax);
  }
}
