package chorus.resp;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/// What a client gets back: an immutable value, independent of the protocol version. The encoder
/// turns the kinds that RESP2 lacks into the ones that Redis uses there.
///
/// Lists in replies are copied unless they are immutable already (`List.of`, `List.copyOf`,
/// `Stream.toList`).
public sealed interface Reply {

  /// `+OK`.
  Reply OK = new Simple("OK");

  /// `+PONG`.
  Reply PONG = new Simple("PONG");

  /// `+QUEUED`.
  Reply QUEUED = new Simple("QUEUED");

  /// The absent value.
  Reply NULL = new Null();

  /// The absent list.
  Reply NULL_ARRAY = new NullArray();

  /// The number 0.
  Reply ZERO = new Int(0);

  /// The number 1.
  Reply ONE = new Int(1);

  /// The number -1.
  Reply MINUS_ONE = new Int(-1);

  /// The bulk of length zero.
  Reply EMPTY_BULK = new Bulk(Bytes.EMPTY);

  /// The list without elements.
  Reply EMPTY_ARRAY = new Array(List.of());

  /// The map without entries.
  Reply EMPTY_MAP = new MapReply(List.of());

  /// The set without members.
  Reply EMPTY_SET = new SetReply(List.of());

  /// True.
  Reply TRUE = new Bool(true);

  /// False.
  Reply FALSE = new Bool(false);

  /// A status line. Carriage returns and line feeds become spaces, since they would end the line.
  record Simple(String text) implements Reply {
    public Simple {
      text = oneLine(text);
    }
  }

  /// An error: the whole line without the leading `-`, so that it begins with the prefix. Carriage
  /// returns and line feeds become spaces, since the text may quote what a client sent.
  @SuppressWarnings("JavaLangClash") // The protocol's own word; always written Reply.Error.
  record Error(String text) implements Reply {
    public Error {
      text = oneLine(text);
    }

    /// The first word, by which clients tell errors apart: `ERR`, `WRONGTYPE`, `NOQUORUM`.
    public String prefix() {
      int space = text.indexOf(' ');
      return space < 0 ? text : text.substring(0, space);
    }
  }

  /// A signed 64-bit number.
  record Int(long value) implements Reply {}

  /// A byte string.
  record Bulk(Bytes value) implements Reply {}

  /// The absent value: `$-1` in RESP2.
  record Null() implements Reply {}

  /// The absent list: `*-1` in RESP2, where clients tell it apart from [Null]; the same as [Null]
  /// in RESP3.
  record NullArray() implements Reply {}

  /// A list.
  record Array(List<Reply> elements) implements Reply {
    public Array {
      elements = List.copyOf(elements);
    }
  }

  /// A map in the order of its entries; in RESP2 a flat list of keys and values.
  record MapReply(List<Entry> entries) implements Reply {
    public MapReply {
      entries = List.copyOf(entries);
    }
  }

  /// One entry of a [MapReply].
  record Entry(Reply key, Reply value) {}

  /// Pairs in order, of which keys may repeat: a list of lists of two; in RESP2 one flat list.
  record Pairs(List<Entry> entries) implements Reply {
    public Pairs {
      entries = List.copyOf(entries);
    }
  }

  /// A set in the order given, which must hold no member twice; in RESP2 a list.
  record SetReply(List<Reply> members) implements Reply {
    public SetReply {
      members = List.copyOf(members);
    }
  }

  /// A double; in RESP2 its text as a bulk.
  record DoubleReply(double value) implements Reply {}

  /// A truth value; in RESP2 the number 1 or 0.
  record Bool(boolean value) implements Reply {}

  /// A whole number of any size; in RESP2 its text as a bulk.
  record BigNumber(BigInteger value) implements Reply {}

  /// Text for people, with a format of three ASCII characters (`txt`, `mkd`); in RESP2 a bulk.
  record Verbatim(String format, Bytes text) implements Reply {
    public Verbatim {
      if (format.length() != 3 || format.chars().anyMatch(c -> c <= ' ' || c > '~')) {
        throw new IllegalArgumentException(
            "verbatim format is \"" + format + "\", must be three printable ASCII characters");
      }
    }
  }

  /// A message that answers no request, such as a subscription's; in RESP2 a list.
  record Push(List<Reply> elements) implements Reply {
    public Push {
      elements = List.copyOf(elements);
    }
  }

  /// A status line.
  static Reply simple(String text) {
    return new Simple(text);
  }

  /// The error line `prefix text`, for example `error("ERR", "syntax error")`.
  static Reply error(String prefix, String text) {
    return new Error(prefix + ' ' + text);
  }

  /// A number; the commonest share one object.
  static Reply integer(long value) {
    if (value == 0) {
      return ZERO;
    }
    return value == 1 ? ONE : new Int(value);
  }

  /// A byte string.
  static Reply bulk(Bytes value) {
    return value.isEmpty() ? EMPTY_BULK : new Bulk(value);
  }

  /// The UTF-8 encoding of `text` as a byte string.
  static Reply bulk(String text) {
    return bulk(Bytes.utf8(text));
  }

  /// A list of these elements.
  static Reply array(Reply... elements) {
    return new Array(Arrays.asList(elements));
  }

  /// A list of these elements.
  static Reply array(List<Reply> elements) {
    return elements.isEmpty() ? EMPTY_ARRAY : new Array(elements);
  }

  /// A map of these entries, in this order.
  static Reply map(Entry... entries) {
    return new MapReply(Arrays.asList(entries));
  }

  /// An entry whose key is the UTF-8 text `key`.
  static Entry entry(String key, Reply value) {
    return new Entry(bulk(key), value);
  }

  private static String oneLine(String text) {
    return text.indexOf('\r') < 0 && text.indexOf('\n') < 0
        ? text
        : text.replace('\r', ' ').replace('\n', ' ');
  }
}
