package chorus.resp;

import static chorus.resp.Streams.command;
import static chorus.resp.Streams.requests;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chorus.resp.ProtocolError.Cause;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RequestDecoderTest {

  private static final DecoderLimits KNOWN = DecoderLimits.AUTHENTICATED;
  private static final DecoderLimits UNKNOWN = DecoderLimits.UNAUTHENTICATED;

  @Test
  void arraysOfBulksAreCommands() {
    var heard = requests(KNOWN, "*2\r\n$3\r\nGET\r\n$1\r\nk\r\n*1\r\n$4\r\nPING\r\n");

    assertThat(heard.items()).containsExactly(command("GET", "k"), command("PING"));
    assertThat(heard.failures()).isEmpty();
  }

  @Test
  void bulksMayHoldAnyByteAndNone() {
    var heard = requests(KNOWN, "*3\r\n$3\r\nSET\r\n$4\r\n\r\n\0*\r\n$0\r\n\r\n");

    assertThat(heard.items()).containsExactly(command("SET", "\r\n\0*", ""));
  }

  @Test
  void inlineCommandsAndArraysMix() {
    var heard = requests(KNOWN, "SET k \"a b\"\r\n*1\r\n$4\r\nPING\r\nGET k\n");

    assertThat(heard.items())
        .containsExactly(command("SET", "k", "a b"), command("PING"), command("GET", "k"));
  }

  @Test
  void emptyRequestsAreSkipped() {
    var heard = requests(KNOWN, "*0\r\n\r\n*-1\r\n  \r\n*-10\r\n\nPING\r\n");

    assertThat(heard.items()).containsExactly(command("PING"));
    assertThat(heard.failures()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          *x#                       | invalid multibulk length
          *#                        | invalid multibulk length
          *+1#                      | invalid multibulk length
          *01#                      | invalid multibulk length
          *-0#                      | invalid multibulk length
          * 1#                      | invalid multibulk length
          *20000000000000000000#    | invalid multibulk length
          *9223372036854775808#     | invalid multibulk length
          *2147483648#              | invalid multibulk length
          *1#$x#                    | invalid bulk length
          *1#$-1#                   | invalid bulk length
          *1#$#                     | invalid bulk length
          *1#$2147483648#           | invalid bulk length
          *1#$536870913#            | invalid bulk length
          *1#x1#                    | expected '$', got 'x'
          *1##                      | expected '$', got '\\x0d'
          *3#$3#SET#$1#x#fooz#      | expected '$', got 'f'
          *1#$1#ab#                 | expected CRLF after a bulk
          *1#$1#a^b                 | expected CRLF after a bulk
          SET k "a#                 | unbalanced quotes in request
          SET k 'a#                 | unbalanced quotes in request
          SET k "a"b#               | unbalanced quotes in request
          """)
  void malformedRequestsFailInRedisWords(String stream, String text) {
    var heard = requests(KNOWN, stream.replace("#", "\r\n").replace('^', '\r'));

    assertThat(heard.items()).isEmpty();
    assertThat(heard.failures())
        .containsExactly(new ProtocolError(Cause.MALFORMED, "Protocol error: " + text));
  }

  @ParameterizedTest
  @CsvSource({
    "*, too big mbulk count string",
    "'*1\r\n$', too big bulk count string",
    "'', too big inline request"
  })
  void endlessLinesFailAtTheLimit(String start, String text) {
    int typeOnLine = start.endsWith("$") ? 1 : 0;
    String longest = "9".repeat(KNOWN.maxInlineBytes() - typeOnLine);

    assertThat(requests(KNOWN, start + longest).failures()).isEmpty();
    for (String end : List.of("", "\r\n")) {
      assertThat(requests(KNOWN, start + longest + "9" + end).failures())
          .containsExactly(new ProtocolError(Cause.LIMIT, "Protocol error: " + text));
    }
  }

  @Test
  void commandsAheadOfAFaultAreHandedOut() {
    var heard = requests(KNOWN, "PING\r\nGET k\r\n*x\r\nGET l\r\n");

    assertThat(heard.items()).containsExactly(command("PING"), command("GET", "k"));
    assertThat(heard.failures()).hasSize(1);
  }

  @Test
  void aFailureIsForEver() {
    RequestDecoder decoder = new RequestDecoder(KNOWN);
    requests(decoder, Streams.bytes("*x\r\n"), 100);

    var later = requests(decoder, Streams.bytes("PING\r\n"), 100);

    assertThat(later.items()).isEmpty();
    assertThat(later.failures()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "'POST / HTTP/1.1\r\n'",
    "'host: localhost\r\n'",
    "'*1\r\n$4\r\npOsT\r\n'",
    "'*1\r\n$5\r\nHost:\r\n'"
  })
  void httpIsACrossProtocolFault(String stream) {
    var heard = requests(KNOWN, "PING\r\n" + stream + "FLUSHALL\r\n");

    assertThat(heard.items()).containsExactly(command("PING"));
    assertThat(heard.failures())
        .extracting(ProtocolError::cause)
        .containsExactly(Cause.CROSS_PROTOCOL);
  }

  @Test
  void beforeAuthenticationRequestsAreSmall() {
    String ten = "*10\r\n" + "$1\r\na\r\n".repeat(10);

    assertThat(requests(UNKNOWN, ten).items()).hasSize(1);
    assertThat(requests(UNKNOWN, "*11\r\n").failures())
        .containsExactly(
            new ProtocolError(Cause.LIMIT, "Protocol error: unauthenticated multibulk length"));
    assertThat(requests(UNKNOWN, "a".repeat(3) + " b".repeat(10) + "\r\n").failures())
        .containsExactly(
            new ProtocolError(Cause.LIMIT, "Protocol error: unauthenticated multibulk length"));
    assertThat(requests(UNKNOWN, "*1\r\n$16384\r\n").failures()).isEmpty();
    assertThat(requests(UNKNOWN, "*1\r\n$16385\r\n").failures())
        .containsExactly(
            new ProtocolError(Cause.LIMIT, "Protocol error: unauthenticated bulk length"));
  }

  @Test
  void limitsChangeBetweenTwoCommandsOfOneChunk() {
    byte[] stream = Streams.bytes("AUTH x\r\n*11\r\n" + "$1\r\na\r\n".repeat(11));
    RequestDecoder decoder = new RequestDecoder(UNKNOWN);
    decoder.feed(stream, 0, stream.length);

    assertThat(decoder.decode(1)).isEqualTo(new Decoded.Batch<>(List.of(command("AUTH", "x"))));
    decoder.limits(KNOWN);

    assertThat(decoder.decode(100))
        .isEqualTo(new Decoded.Batch<>(List.of(command("a".repeat(11).split("")))));
  }

  @Test
  void aRequestMayNotHoldMoreMemoryThanItsLimit() {
    DecoderLimits limits =
        new DecoderLimits(DecoderLimits.Audience.AUTHENTICATED, 100, 1000, 1000, 1500);

    assertThat(requests(limits, bulks(2, 700)).items()).hasSize(1);
    assertThat(requests(limits, bulks(2, 703)).failures())
        .containsExactly(new ProtocolError(Cause.LIMIT, "Protocol error: too big request"));
    assertThat(requests(limits, bulks(32, 0)).failures()).hasSize(1);
    assertThat(requests(limits, bulks(2, 700).repeat(20)).items()).hasSize(20);
  }

  @Test
  void aBorrowedChunkMustBeDecodedBeforeTheNext() {
    RequestDecoder decoder = new RequestDecoder(KNOWN);
    byte[] stream = Streams.bytes("PING\r\nPING\r\n");
    decoder.feed(stream, 0, stream.length);
    decoder.decode(1);

    assertThatThrownBy(() -> decoder.feed(stream, 0, stream.length))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("6 bytes of the last chunk are not decoded yet");
  }

  @Test
  void argumentsCannotBeChanged() {
    List<Bytes> ping = requests(KNOWN, "PING\r\n").items().getFirst();

    assertThatThrownBy(() -> ping.set(0, Bytes.EMPTY))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  private static String bulks(int count, int length) {
    return "*"
        + count
        + "\r\n"
        + ("$" + length + "\r\n" + "v".repeat(length) + "\r\n").repeat(count);
  }
}
