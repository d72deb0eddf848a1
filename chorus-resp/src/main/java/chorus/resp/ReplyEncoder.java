package chorus.resp;

import java.util.List;

/// Writes replies in either version of the protocol. The mirror of [ReplyDecoder].
public final class ReplyEncoder {

  private ReplyEncoder() {}

  /// Appends `reply` to `output` in the words of `protocol`.
  public static void encode(Reply reply, Protocol protocol, Output output) {
    switch (protocol) {
      case RESP2 -> encode2(reply, output);
      case RESP3 -> encode3(reply, output);
    }
  }

  private static void encode2(Reply reply, Output output) {
    switch (reply) {
      case Reply.Simple(String text) -> line('+', text, output);
      case Reply.Error(String text) -> line('-', text, output);
      case Reply.Int(long value) -> header(':', value, output);
      case Reply.Bulk(Bytes value) -> bulk(value, output);
      case Reply.Null _ -> line('$', "-1", output);
      case Reply.NullArray _ -> line('*', "-1", output);
      case Reply.Array(List<Reply> elements) -> list('*', elements, Protocol.RESP2, output);
      case Reply.MapReply(List<Reply.Entry> entries) -> {
        header('*', 2L * entries.size(), output);
        entries(entries, Protocol.RESP2, output);
      }
      case Reply.Pairs(List<Reply.Entry> entries) -> {
        header('*', 2L * entries.size(), output);
        entries(entries, Protocol.RESP2, output);
      }
      case Reply.SetReply(List<Reply> members) -> list('*', members, Protocol.RESP2, output);
      case Reply.DoubleReply(double value) -> bulk(DoubleText.format(value), output);
      case Reply.Bool(boolean value) -> header(':', value ? 1 : 0, output);
      case Reply.BigNumber number -> bulk(number.value().toString(), output);
      case Reply.Verbatim verbatim -> bulk(verbatim.text(), output);
      case Reply.Push(List<Reply> elements) -> list('*', elements, Protocol.RESP2, output);
    }
  }

  private static void encode3(Reply reply, Output output) {
    switch (reply) {
      case Reply.Simple(String text) -> line('+', text, output);
      case Reply.Error(String text) -> line('-', text, output);
      case Reply.Int(long value) -> header(':', value, output);
      case Reply.Bulk(Bytes value) -> bulk(value, output);
      case Reply.Null _ -> line('_', "", output);
      case Reply.NullArray _ -> line('_', "", output);
      case Reply.Array(List<Reply> elements) -> list('*', elements, Protocol.RESP3, output);
      case Reply.MapReply(List<Reply.Entry> entries) -> {
        header('%', entries.size(), output);
        entries(entries, Protocol.RESP3, output);
      }
      case Reply.Pairs(List<Reply.Entry> entries) -> {
        header('*', entries.size(), output);
        for (Reply.Entry entry : entries) {
          list('*', List.of(entry.key(), entry.value()), Protocol.RESP3, output);
        }
      }
      case Reply.SetReply(List<Reply> members) -> list('~', members, Protocol.RESP3, output);
      case Reply.DoubleReply(double value) -> line(',', DoubleText.format(value), output);
      case Reply.Bool(boolean value) -> line('#', value ? "t" : "f", output);
      case Reply.BigNumber number -> line('(', number.value().toString(), output);
      case Reply.Verbatim(String format, Bytes text) -> verbatim(format, text, output);
      case Reply.Push(List<Reply> elements) -> list('>', elements, Protocol.RESP3, output);
    }
  }

  private static void line(char type, String text, Output output) {
    output.putByte(type);
    output.put(text);
    output.endLine();
  }

  private static void header(char type, long value, Output output) {
    output.putByte(type);
    output.putDecimal(value);
    output.endLine();
  }

  private static void bulk(Bytes value, Output output) {
    header('$', value.length(), output);
    output.put(value);
    output.endLine();
  }

  private static void bulk(String ascii, Output output) {
    header('$', ascii.length(), output);
    output.put(ascii);
    output.endLine();
  }

  private static void verbatim(String format, Bytes text, Output output) {
    header('=', format.length() + 1L + text.length(), output);
    output.put(format);
    output.putByte(':');
    output.put(text);
    output.endLine();
  }

  private static void list(char type, List<Reply> elements, Protocol protocol, Output output) {
    header(type, elements.size(), output);
    for (Reply element : elements) {
      encode(element, protocol, output);
    }
  }

  private static void entries(List<Reply.Entry> entries, Protocol protocol, Output output) {
    for (Reply.Entry entry : entries) {
      encode(entry.key(), protocol, output);
      encode(entry.value(), protocol, output);
    }
  }
}
