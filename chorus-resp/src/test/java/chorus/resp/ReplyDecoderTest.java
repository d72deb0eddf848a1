package chorus.resp;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.resp.ProtocolError.Cause;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReplyDecoderTest {

  private static final ReplyLimits SMALL = new ReplyLimits(4, 200, 4000, 20_000);

  /// Pieces that lead a decoder deep into its states.
  private static final String[] PIECES = {
    "+OK\r\n",
    "-ERR x\r\n",
    ":1\r\n",
    "$1\r\n",
    "$-1\r\n",
    "$2\r\nab\r\n",
    "*2\r\n",
    "*-1\r\n",
    "%1\r\n",
    "~1\r\n",
    ">1\r\n",
    "|1\r\n",
    "_\r\n",
    ",1.5\r\n",
    ",",
    "#t\r\n",
    "#",
    "(12\r\n",
    "(",
    "=6\r\ntxt:hi\r\n",
    "!3\r\nERR\r\n",
    "\r\n",
    "\n",
    "a",
    "-",
    "9",
    "99999999999999999999",
    "*0\r\n",
    "%0\r\n",
    "|0\r\n"
  };

  @Test
  void attributesAreDroppedWhereverTheyStand() {
    String stream = "|1\r\n+ttl\r\n:9\r\n*2\r\n|1\r\n+a\r\n*1\r\n:7\r\n:1\r\n|0\r\n:2\r\n+OK\r\n";

    assertThat(ReplyStreams.decoded(stream).items())
        .containsExactly(Reply.array(Reply.integer(1), Reply.integer(2)), Reply.OK);
  }

  @Test
  void blobErrorsAreErrors() {
    assertThat(ReplyStreams.decoded("!7\r\nERR a\nb\r\n").items())
        .containsExactly(Reply.error("ERR", "a b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?",
        ":\r\n",
        ":1x\r\n",
        ":1\n",
        "$-2\r\n",
        "$x\r\n",
        "$1\r\nab\r\n",
        "*-2\r\n",
        "%-1\r\n",
        ",1d\r\n",
        ",\r\n",
        ",0x1p3\r\n",
        ",1e\r\n",
        "(1.5\r\n",
        "(-\r\n",
        "#x\r\n",
        "_x\r\n",
        "=3\r\ntxt\r\n",
        "=5\r\n t:ab\r\n",
        "*1\r\n>0\r\n",
        "$?\r\n",
        "*4294967296\r\n"
      })
  void malformedRepliesFail(String stream) {
    var heard = ReplyStreams.decoded("+OK\r\n" + stream);

    assertThat(heard.items()).containsExactly(Reply.OK);
    assertThat(heard.failures()).extracting(ProtocolError::cause).containsExactly(Cause.MALFORMED);
  }

  @Test
  void repliesBeyondTheLimitsFail() {
    assertThat(small("*1\r\n".repeat(4) + ":1\r\n").items()).hasSize(1);
    assertLimited("*1\r\n".repeat(5), "nests deeper than 4");
    assertThat(small("$4000\r\n").failures()).isEmpty();
    assertLimited("$4001\r\n", "bulk of a reply is longer than 4000 bytes");
    assertThat(small("+" + "a".repeat(199) + "\r\n").items()).hasSize(1);
    assertLimited("+" + "a".repeat(200) + "\r\n", "line of a reply is longer than 200 bytes");
    assertLimited("*1000\r\n" + "_\r\n".repeat(500), "takes more than 20000 bytes");
    assertThat(small("*10\r\n" + "_\r\n".repeat(10)).failures()).isEmpty();
    assertThat(small("+OK\r\n".repeat(10_000)).items()).hasSize(10_000);
  }

  @Test
  void chunkBordersMakeNoDifference() {
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 150; round++) {
      Output output = new Output();
      List<Reply> replies =
          List.of(
              ReplyStreams.any(random, 3),
              new Reply.Push(List.of(Reply.ONE)),
              ReplyStreams.any(random, 3));
      replies.forEach(reply -> ReplyEncoder.encode(reply, Protocol.RESP3, output));
      byte[] stream = output.toByteArray();

      for (int size : List.of(1, 2, 3, 5, 7, 16, 100, 1 << 20)) {
        assertThat(ReplyStreams.decoded(ReplyLimits.DEFAULT, stream, size))
            .as("round %d in chunks of %d", round, size)
            .isEqualTo(new Streams.Heard<>(replies, List.of()));
      }
    }
  }

  @Test
  void garbageYieldsResultsAndNeverAnException() {
    SplittableRandom random = new SplittableRandom(2);
    int failed = 0;
    int decoded = 0;
    for (int round = 0; round < 200_000; round++) {
      byte[] stream = garbage(random);
      var heard = ReplyStreams.decoded(SMALL, stream, 1 + random.nextInt(32));
      failed += heard.failures().size();
      decoded += heard.items().size();
    }
    assertThat(failed).as("inputs that failed").isGreaterThan(20_000);
    assertThat(decoded).as("replies found in garbage").isGreaterThan(20_000);
  }

  @Test
  void aDeclaredLengthAllocatesNothing() {
    for (String header :
        List.of("$536870912\r\nx", "*2147483647\r\n%2147483647\r\n", "~2147483647\r\n:1\r\n")) {
      byte[] stream = Streams.bytes(header);
      ReplyDecoder decoder = new ReplyDecoder(ReplyLimits.DEFAULT);

      long allocated =
          Allocation.bytesOf(() -> {
            decoder.feed(stream, 0, stream.length);
            decoder.decode();
          });

      assertThat(allocated).as(header).isLessThan(16 << 10);
    }
  }

  private static byte[] garbage(SplittableRandom random) {
    if (random.nextInt(3) == 0) {
      byte[] stream = new byte[random.nextInt(1, 60)];
      random.nextBytes(stream);
      return stream;
    }
    StringBuilder pieces = new StringBuilder();
    for (int count = random.nextInt(1, 12); count > 0; count--) {
      pieces.append(PIECES[random.nextInt(PIECES.length)]);
    }
    byte[] stream = Streams.bytes(pieces.toString());
    if (random.nextBoolean()) {
      stream[random.nextInt(stream.length)] = (byte) random.nextInt();
    }
    return stream;
  }

  private static Streams.Heard<Reply> small(String stream) {
    return ReplyStreams.decoded(SMALL, Streams.bytes(stream), Integer.MAX_VALUE);
  }

  private static void assertLimited(String stream, String text) {
    assertThat(small(stream).failures())
        .singleElement()
        .satisfies(error -> {
          assertThat(error.cause()).isEqualTo(Cause.LIMIT);
          assertThat(error.text()).contains(text);
        });
  }
}
