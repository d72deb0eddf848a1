package chorus.resp;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Golden bytes of every kind of reply, in both versions, and what comes back from them.
final class ReplyCodecTest {

  static Stream<Arguments> golden() {
    Reply nested = Reply.array(Reply.ONE, Reply.array(Reply.TRUE), Reply.NULL);
    return Stream.of(
        row(Reply.OK, "+OK#", "+OK#"),
        row(Reply.simple("a\r\nb"), "+a  b#", "+a  b#"),
        row(Reply.simple("é"), "+\u00c3\u00a9#", "+\u00c3\u00a9#"),
        row(Reply.error("ERR", "no\nway"), "-ERR no way#", "-ERR no way#"),
        row(Reply.integer(0), ":0#", ":0#"),
        row(Reply.integer(-12), ":-12#", ":-12#"),
        row(Reply.integer(1_000), ":1000#", ":1000#"),
        row(Reply.integer(Long.MAX_VALUE), ":9223372036854775807#", ":9223372036854775807#"),
        row(Reply.integer(Long.MIN_VALUE), ":-9223372036854775808#", ":-9223372036854775808#"),
        row(Reply.bulk("a b"), "$3#a b#", "$3#a b#"),
        row(Reply.bulk(""), "$0##", "$0##"),
        row(Reply.NULL, "$-1#", "_#"),
        row(Reply.NULL_ARRAY, "*-1#", "_#"),
        row(Reply.EMPTY_ARRAY, "*0#", "*0#"),
        row(nested, "*3#:1#*1#:1#$-1#", "*3#:1#*1#\0t#_#"),
        row(Reply.map(Reply.entry("k", Reply.FALSE)), "*2#$1#k#:0#", "%1#$1#k#\0f#"),
        row(Reply.EMPTY_MAP, "*0#", "%0#"),
        row(new Reply.SetReply(List.of(Reply.bulk("m"))), "*1#$1#m#", "~1#$1#m#"),
        row(Reply.EMPTY_SET, "*0#", "~0#"),
        row(new Reply.DoubleReply(3.1), "$3#3.1#", ",3.1#"),
        row(new Reply.DoubleReply(Double.POSITIVE_INFINITY), "$3#inf#", ",inf#"),
        row(new Reply.DoubleReply(Double.NEGATIVE_INFINITY), "$4#-inf#", ",-inf#"),
        row(new Reply.DoubleReply(Double.NaN), "$3#nan#", ",nan#"),
        row(Reply.TRUE, ":1#", "\0t#"),
        row(Reply.FALSE, ":0#", "\0f#"),
        row(
            new Reply.BigNumber(new BigInteger("-12345678901234567890")),
            "$21#-12345678901234567890#",
            "(-12345678901234567890#"),
        row(new Reply.Verbatim("txt", Bytes.utf8("hi")), "$2#hi#", "=6#txt:hi#"),
        row(new Reply.Push(List.of(Reply.bulk("m"), Reply.ONE)), "*2#$1#m#:1#", ">2#$1#m#:1#"));
  }

  /// In the golden texts `#` stands for CRLF and a zero byte for `#`.
  private static Arguments row(Reply reply, String resp2, String resp3) {
    return Arguments.of(reply, wire(resp2), wire(resp3));
  }

  private static String wire(String golden) {
    return golden.replace("#", "\r\n").replace('\0', '#');
  }

  @ParameterizedTest
  @MethodSource("golden")
  void everyKindHasItsBytesInBothVersions(Reply reply, String resp2, String resp3) {
    assertThat(ReplyStreams.encoded(reply, Protocol.RESP2)).isEqualTo(resp2);
    assertThat(ReplyStreams.encoded(reply, Protocol.RESP3)).isEqualTo(resp3);
  }

  @ParameterizedTest
  @MethodSource("golden")
  void everyKindComesBackFromResp3(Reply reply, String resp2, String resp3) {
    Reply expected = reply.equals(Reply.NULL_ARRAY) ? Reply.NULL : reply;

    assertThat(ReplyStreams.decoded(resp3).items()).containsExactly(expected);
  }

  @ParameterizedTest
  @MethodSource("golden")
  void resp2ComesBackAsWhatResp2Knows(Reply reply, String resp2, String resp3) {
    var heard = ReplyStreams.decoded(resp2);

    assertThat(heard.failures()).isEmpty();
    assertThat(heard.items())
        .singleElement()
        .satisfies(back -> assertThat(ReplyStreams.encoded(back, Protocol.RESP2)).isEqualTo(resp2));
  }
}
