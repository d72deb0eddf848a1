package chorus.wire;

import chorus.resp.Reply;
import chorus.value.FieldReader;
import chorus.value.FieldWriter;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// Replies on their way through a gateway, or kept for a repetition; every kind apart (RESP itself
/// would fold some).
public final class ReplyCodec {
  private static final int DEEPEST = 32;

  private ReplyCodec() {}

  public static void write(FieldWriter to, Reply reply) {
    switch (reply) {
      case Reply.Simple simple -> to.u8(0).text(simple.text());
      case Reply.Error error -> to.u8(1).text(error.text());
      case Reply.Int number -> to.u8(2).u64(number.value());
      case Reply.Bulk bulk -> to.u8(3).sized(bulk.value());
      case Reply.Null() -> to.u8(4);
      case Reply.NullArray() -> to.u8(5);
      case Reply.Array array -> all(to.u8(6), array.elements());
      case Reply.MapReply map -> entries(to.u8(7), map.entries());
      case Reply.SetReply set -> all(to.u8(8), set.members());
      case Reply.DoubleReply number -> to.u8(9).u64(Double.doubleToRawLongBits(number.value()));
      case Reply.Bool bool -> to.u8(10).u8(bool.value() ? 1 : 0);
      case Reply.BigNumber number -> to.u8(11).text(number.value().toString());
      case Reply.Verbatim verbatim -> to.u8(12).text(verbatim.format()).sized(verbatim.text());
      case Reply.Push push -> all(to.u8(13), push.elements());
      case Reply.Pairs pairs -> entries(to.u8(14), pairs.entries());
    }
  }

  public static Reply read(FieldReader from) {
    return read(from, 0);
  }

  private static Reply read(FieldReader from, int depth) {
    if (depth > DEEPEST) {
      throw from.malformed("a reply nested too deep");
    }
    return switch (from.u8()) {
      case 0 -> new Reply.Simple(line(from));
      case 1 -> new Reply.Error(line(from));
      case 2 -> new Reply.Int(from.u64());
      case 3 -> new Reply.Bulk(from.sized());
      case 4 -> new Reply.Null();
      case 5 -> new Reply.NullArray();
      case 6 -> new Reply.Array(all(from, depth));
      case 7 -> new Reply.MapReply(entries(from, depth));
      case 8 -> new Reply.SetReply(all(from, depth));
      case 9 -> new Reply.DoubleReply(Double.longBitsToDouble(from.u64()));
      case 10 -> new Reply.Bool(bool(from));
      case 11 -> new Reply.BigNumber(bigNumber(from));
      case 12 -> new Reply.Verbatim(from.text(), from.sized());
      case 13 -> new Reply.Push(new ArrayList<>(all(from, depth)));
      case 14 -> new Reply.Pairs(entries(from, depth));
      default -> throw from.malformed("no such kind of reply");
    };
  }

  private static String line(FieldReader from) {
    String text = from.text();
    if (text.indexOf('\r') >= 0 || text.indexOf('\n') >= 0) {
      throw from.malformed("has a line with a line break");
    }
    return text;
  }

  private static boolean bool(FieldReader from) {
    int value = from.u8();
    if (value > 1) {
      throw from.malformed("has a truth value of neither kind");
    }
    return value == 1;
  }

  private static BigInteger bigNumber(FieldReader from) {
    String text = from.text();
    BigInteger value = new BigInteger(text);
    if (!value.toString().equals(text)) {
      throw from.malformed("has a number in a form that is never written");
    }
    return value;
  }

  private static void all(FieldWriter to, List<Reply> replies) {
    to.varint(replies.size());
    for (Reply each : replies) {
      write(to, each);
    }
  }

  private static List<Reply> all(FieldReader from, int depth) {
    return from.list(each -> read(each, depth + 1));
  }

  private static void entries(FieldWriter to, List<Reply.Entry> entries) {
    to.varint(entries.size());
    for (Reply.Entry each : entries) {
      write(to, each.key());
      write(to, each.value());
    }
  }

  private static List<Reply.Entry> entries(FieldReader from, int depth) {
    return from.list(each -> new Reply.Entry(read(each, depth + 1), read(each, depth + 1)));
  }
}
