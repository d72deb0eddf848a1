package chorus.command.list;

import static chorus.command.CommandFlag.BLOCKING;
import static chorus.command.CommandFlag.DENYOOM;
import static chorus.command.CommandFlag.FAST;
import static chorus.command.CommandFlag.NOSCRIPT;
import static chorus.command.CommandFlag.READONLY;
import static chorus.command.CommandFlag.WRITE;

import chorus.command.Blocking;
import chorus.command.Category;
import chorus.command.CommandFlag;
import chorus.command.CommandSpec;
import chorus.command.Row;
import java.util.List;
import java.util.stream.Stream;

/// The rows of the table for the commands on lists.
public final class ListCommands {
  private static final String PER_ELEMENT = "O(N) where N is the number of elements given";
  private static final String RETURNED = "O(N) where N is the number of elements returned";
  private static final String SHORTER_SIDE =
      "O(N) where N is how far the pivot is from the head, at least";
  private static final String ONE_RECORD =
      "A change that does not fit in one record of the log is refused.";

  private static final String PER_KEY = "O(N) where N is the number of keys";

  private ListCommands() {}

  public static List<CommandSpec> rows() {
    return Stream.of(blocking(), others()).flatMap(List::stream).toList();
  }

  private static List<CommandSpec> blocking() {
    return List.of(
        row(
                "blmove",
                6,
                "6.2.0",
                "source:key destination:key <LEFT | RIGHT> <LEFT | RIGHT> timeout:double",
                WRITE,
                DENYOOM,
                NOSCRIPT,
                BLOCKING)
            .key("RW", "access", "delete")
            .keys(2, 2, 1, "RW", "insert")
            .summary("Moves an element from one list to another, once there is one")
            .note(Blocking.NOTE)
            .runs(Blocking.forFirstKey(new Lmove())),
        row(
                "blmpop",
                -5,
                "7.0.0",
                "timeout:double numkeys:integer key... <LEFT | RIGHT> [COUNT count:integer]",
                WRITE,
                BLOCKING)
            .countedKeys(2, "RW", "access", "delete")
            .summary("Removes elements from the first list that is there, once one is")
            .complexity(
                "O(N+M) where N is the number of keys and M the number of elements returned")
            .note(Blocking.NOTE)
            .runs(Blocking.forCountedKeys(new Lmpop())),
        row("blpop", -3, "2.0.0", "key... timeout:double", WRITE, NOSCRIPT, BLOCKING)
            .keys(1, -2, 1, "RW", "access", "delete")
            .summary("Removes the first element of the first list that is there, once one is")
            .complexity(PER_KEY)
            .note(Blocking.NOTE)
            .runs(Blocking.forAnyKey(new FirstPop(End.LEFT))),
        row("brpop", -3, "2.0.0", "key... timeout:double", WRITE, NOSCRIPT, BLOCKING)
            .keys(1, -2, 1, "RW", "access", "delete")
            .summary("Removes the last element of the first list that is there, once one is")
            .complexity(PER_KEY)
            .note(Blocking.NOTE)
            .runs(Blocking.forAnyKey(new FirstPop(End.RIGHT))),
        row(
                "brpoplpush",
                4,
                "2.2.0",
                "source:key destination:key timeout:double",
                WRITE,
                DENYOOM,
                NOSCRIPT,
                BLOCKING)
            .key("RW", "access", "delete")
            .keys(2, 2, 1, "RW", "insert")
            .summary(
                "Moves the last element of one list before the first of another, once there is one")
            .note(Blocking.NOTE)
            .runs(Blocking.forFirstKey(new RpopLpush())));
  }

  private static List<CommandSpec> others() {
    return List.of(
        row("lindex", 3, "1.0.0", "key index:integer", READONLY)
            .key("RO", "access")
            .summary("The element at an index")
            .runs(new Lindex()),
        row("linsert", 5, "2.2.0", "key <BEFORE | AFTER> pivot element", WRITE, DENYOOM)
            .key("RW", "insert")
            .summary("Inserts an element before or after another")
            .complexity(SHORTER_SIDE)
            .note(ONE_RECORD)
            .runs(new Linsert()),
        row("llen", 2, "1.0.0", "key", READONLY, FAST)
            .key("RO")
            .summary("The number of elements")
            .runs(new Llen()),
        row(
                "lmove",
                5,
                "6.2.0",
                "source:key destination:key <LEFT | RIGHT> <LEFT | RIGHT>",
                WRITE,
                DENYOOM)
            .key("RW", "access", "delete")
            .keys(2, 2, 1, "RW", "insert")
            .summary("Moves an element from one list to another")
            .runs(new Lmove()),
        row(
                "lmpop",
                -4,
                "7.0.0",
                "numkeys:integer key... <LEFT | RIGHT> [COUNT count:integer]",
                WRITE)
            .countedKeys(1, "RW", "access", "delete")
            .summary("Removes elements from the first list that is there, and answers them")
            .complexity(
                "O(N+M) where N is the number of keys and M the number of elements returned")
            .runs(new Lmpop()),
        row("lpop", -2, "1.0.0", "key [count:integer]", WRITE, FAST)
            .key("RW", "access", "delete")
            .summary("Removes the first elements, and answers them")
            .complexity(RETURNED)
            .runs(new Pop("lpop", End.LEFT)),
        row(
                "lpos",
                -3,
                "6.0.6",
                "key element [RANK rank:integer] [COUNT count:integer] [MAXLEN length:integer]",
                READONLY)
            .key("RO", "access")
            .summary("The indexes of elements that are equal")
            .complexity("O(N) where N is the number of elements looked at")
            .runs(new Lpos()),
        row("lpush", -3, "1.0.0", "key element...", WRITE, DENYOOM, FAST)
            .key("RW", "insert")
            .summary("Adds elements before the first; how many there are then")
            .complexity(PER_ELEMENT)
            .runs(new Push(End.LEFT)),
        row("lpushx", -3, "2.2.0", "key element...", WRITE, DENYOOM, FAST)
            .key("RW", "insert")
            .summary("Adds elements before the first of a list that is there")
            .complexity(PER_ELEMENT)
            .runs(new PushExisting(End.LEFT)),
        row("lrange", 4, "1.0.0", "key start:integer stop:integer", READONLY)
            .key("RO", "access")
            .summary("The elements from one index to another")
            .complexity(RETURNED)
            .runs(new Lrange()),
        row("lrem", 4, "1.0.0", "key count:integer element", WRITE)
            .key("RW", "delete")
            .summary("Removes elements that are equal; how many there were")
            .complexity("O(N) where N is the length of the list")
            .note(ONE_RECORD)
            .runs(new Lrem()),
        row("lset", 4, "1.0.0", "key index:integer element", WRITE, DENYOOM)
            .key("RW", "update")
            .summary("Replaces the element at an index")
            .runs(new Lset()),
        row("ltrim", 4, "1.0.0", "key start:integer stop:integer", WRITE)
            .key("RW", "delete")
            .summary("Removes all elements but those from one index to another")
            .complexity(
                "O(N) where N is the number of elements removed, or kept if those are fewer")
            .note(ONE_RECORD)
            .runs(new Ltrim()),
        row("rpop", -2, "1.0.0", "key [count:integer]", WRITE, FAST)
            .key("RW", "access", "delete")
            .summary("Removes the last elements, and answers them")
            .complexity(RETURNED)
            .runs(new Pop("rpop", End.RIGHT)),
        row("rpoplpush", 3, "1.2.0", "source:key destination:key", WRITE, DENYOOM)
            .key("RW", "access", "delete")
            .keys(2, 2, 1, "RW", "insert")
            .summary("Moves the last element of one list before the first of another")
            .runs(new RpopLpush()),
        row("rpush", -3, "1.0.0", "key element...", WRITE, DENYOOM, FAST)
            .key("RW", "insert")
            .summary("Adds elements behind the last; how many there are then")
            .complexity(PER_ELEMENT)
            .runs(new Push(End.RIGHT)),
        row("rpushx", -3, "2.2.0", "key element...", WRITE, DENYOOM, FAST)
            .key("RW", "insert")
            .summary("Adds elements behind the last of a list that is there")
            .complexity(PER_ELEMENT)
            .runs(new PushExisting(End.RIGHT)));
  }

  private static Row row(
      String name, int arity, String since, String syntax, CommandFlag... flags) {
    return Row.of(name, arity)
        .flags(flags)
        .categories(Category.LIST)
        .group("list", since)
        .syntax(syntax);
  }
}
