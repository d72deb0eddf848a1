package chorus.resp;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.resp.Streams.Heard;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Laws that hold for every stream, tried on generated ones.
final class RequestDecoderLawsTest {

  private static final DecoderLimits LIMITS =
      new DecoderLimits(DecoderLimits.Audience.AUTHENTICATED, 20, 3000, 300, 20_000);

  @Test
  void whatWasEncodedIsDecoded() {
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 200; round++) {
      List<List<Bytes>> commands = RequestStreams.commands(random);
      Output output = new Output();
      commands.forEach(command -> RequestEncoder.encode(command, output));

      var heard = Streams.requests(new RequestDecoder(LIMITS), output.toByteArray(), 1 << 20);

      assertThat(heard).isEqualTo(new Heard<>(commands, List.of()));
    }
  }

  @Test
  void chunkBordersMakeNoDifference() {
    SplittableRandom random = new SplittableRandom(2);
    for (int round = 0; round < 60; round++) {
      byte[] stream = RequestStreams.mixed(random);
      var whole = Streams.requests(new RequestDecoder(LIMITS), stream, 1 << 20);
      for (int border = 0; border <= stream.length; border++) {
        assertThat(Streams.requestsCutAt(new RequestDecoder(LIMITS), stream, border))
            .as("round %d cut at %d", round, border)
            .isEqualTo(whole);
      }
      for (int size = 1; size < 40; size++) {
        assertThat(Streams.requests(new RequestDecoder(LIMITS), stream, size))
            .as("round %d in chunks of %d", round, size)
            .isEqualTo(whole);
      }
    }
  }

  @Test
  void garbageYieldsResultsAndNeverAnException() {
    SplittableRandom random = new SplittableRandom(3);
    int failed = 0;
    int decoded = 0;
    for (int round = 0; round < 200_000; round++) {
      byte[] stream = RequestStreams.garbage(random);
      var heard = Streams.requests(new RequestDecoder(LIMITS), stream, 1 + random.nextInt(32));
      failed += heard.failures().size();
      decoded += heard.items().size();
    }
    assertThat(failed).as("inputs that failed").isGreaterThan(20_000);
    assertThat(decoded).as("commands found in garbage").isGreaterThan(20_000);
  }

  @Test
  void aDeclaredLengthAllocatesNothing() {
    DecoderLimits large =
        new DecoderLimits(
            DecoderLimits.Audience.AUTHENTICATED,
            Integer.MAX_VALUE,
            DecoderLimits.LARGEST_BULK_BYTES,
            64 << 10,
            4L << 30);
    for (String header :
        List.of(
            "*2147483647\r\n$536870912\r\n",
            "*1\r\n$536870912\r\nx",
            "*1\r\n$2147483647\r\n",
            "*2147483647\r\n$1\r\nx\r\n$")) {
      byte[] stream = Streams.bytes(header);
      RequestDecoder decoder = new RequestDecoder(large);

      long allocated =
          Allocation.bytesOf(() -> {
            decoder.feed(stream, 0, stream.length);
            decoder.decode(1);
          });

      assertThat(allocated).as(header).isLessThan(16 << 10);
    }
  }

  @Test
  void aPipelineAllocatesItsArgumentsAndOneListPerCommand() {
    int commands = 1000;
    Output output = new Output();
    for (int i = 0; i < commands; i++) {
      RequestEncoder.encode(Streams.command("SET", "key:00000001", "v".repeat(100)), output);
    }
    byte[] stream = output.toByteArray();
    RequestDecoder decoder = new RequestDecoder(DecoderLimits.AUTHENTICATED);
    List<Decoded<List<Bytes>>> kept = new ArrayList<>();
    Runnable pipeline =
        () -> {
          decoder.feed(stream, 0, stream.length);
          kept.add(decoder.decode(commands));
          kept.add(decoder.decode(commands));
        };
    pipeline.run();

    long allocated = Allocation.bytesOf(pipeline);

    assertThat(kept.get(2)).isEqualTo(kept.get(0));
    // Bytes are 24 and an array is 16 + content, rounded up to 8; a list is 24 + 32; the batch's
    // own list of references grows to at most three times 4 bytes per command on the way.
    long arguments = 3 * (24 + 16) + 8 + 16 + 104;
    assertThat(allocated / commands).isLessThanOrEqualTo(arguments + 24 + 32 + 12 + 4);
  }
}
