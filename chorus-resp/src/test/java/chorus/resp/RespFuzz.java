package chorus.resp;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.resp.Streams.Heard;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Any bytes, in any chunks, on both decoders. The first two bytes of an input choose the decoder
/// and the chunks, the others are the stream.
final class RespFuzz {
  private static final int CHOICES = 2;
  private static final int LARGEST_CHUNK = 32;
  private static final int WHOLE = 1 << 20;

  private static final DecoderLimits SMALL_REQUESTS =
      new DecoderLimits(DecoderLimits.Audience.AUTHENTICATED, 20, 3000, 300, 20_000);
  private static final ReplyLimits SMALL_REPLIES = new ReplyLimits(4, 200, 4000, 20_000);

  /// What a stream may cost, garbage included: an empty line of one byte already takes several
  /// objects.
  private static final long ALLOCATED_PER_BYTE = 1024;

  private static final long ALLOCATED_AT_LEAST = 64 << 10;

  static Stream<byte[]> seeds() {
    SplittableRandom random = new SplittableRandom(1);
    List<byte[]> seeds = new ArrayList<>();
    for (int round = 0; round < 40; round++) {
      seeds.add(seed(0, random, RequestStreams.mixed(random)));
      Output replies = new Output();
      ReplyEncoder.encode(ReplyStreams.any(random, 3), Protocol.RESP3, replies);
      ReplyEncoder.encode(ReplyStreams.any(random, 2), Protocol.RESP2, replies);
      seeds.add(seed(1, random, replies.toByteArray()));
    }
    return seeds.stream();
  }

  private static byte[] seed(int decoder, SplittableRandom random, byte[] stream) {
    byte[] seed = new byte[CHOICES + stream.length];
    seed[0] = (byte) decoder;
    seed[1] = (byte) random.nextInt();
    System.arraycopy(stream, 0, seed, CHOICES, stream.length);
    return seed;
  }

  @MethodSource("seeds")
  @FuzzTest
  void anyBytesAreDecodedAlikeInAnyChunksOrRefused(byte[] input) {
    if (input.length < CHOICES) {
      return;
    }
    byte[] stream = new byte[input.length - CHOICES];
    System.arraycopy(input, CHOICES, stream, 0, stream.length);
    int chunk = 1 + Math.floorMod(input[1], LARGEST_CHUNK);
    if (input[0] % 2 == 0) {
      requests(stream, chunk);
    } else {
      replies(stream, chunk);
    }
  }

  private static void requests(byte[] stream, int chunk) {
    Heard<List<Bytes>> whole = Streams.requests(new RequestDecoder(SMALL_REQUESTS), stream, WHOLE);
    assertThat(Streams.requests(new RequestDecoder(SMALL_REQUESTS), stream, chunk))
        .as("in chunks of %d", chunk)
        .isEqualTo(whole);
    int border = Math.min(chunk, stream.length);
    assertThat(Streams.requestsCutAt(new RequestDecoder(SMALL_REQUESTS), stream, border))
        .as("cut at %d", border)
        .isEqualTo(whole);

    Output again = new Output();
    for (List<Bytes> command : whole.items()) {
      assertThat(command).hasSizeBetween(1, SMALL_REQUESTS.maxArguments());
      RequestEncoder.encode(command, again);
    }
    assertThat(Streams.requests(new RequestDecoder(SMALL_REQUESTS), again.toByteArray(), chunk))
        .as("encoded again")
        .isEqualTo(new Heard<>(whole.items(), List.of()));

    RequestDecoder generous = new RequestDecoder(DecoderLimits.AUTHENTICATED);
    assertThat(
            Allocation.bytesOf(() -> {
              generous.feed(stream, 0, stream.length);
              generous.decode(Integer.MAX_VALUE);
            }))
        .as("bytes allocated for %d", stream.length)
        .isLessThan(ALLOCATED_AT_LEAST + ALLOCATED_PER_BYTE * stream.length);
  }

  private static void replies(byte[] stream, int chunk) {
    Heard<Reply> whole = ReplyStreams.decoded(SMALL_REPLIES, stream, WHOLE);
    assertThat(ReplyStreams.decoded(SMALL_REPLIES, stream, chunk))
        .as("in chunks of %d", chunk)
        .isEqualTo(whole);

    Heard<Reply> once = ReplyStreams.decoded(ReplyLimits.DEFAULT, encoded(whole.items()), WHOLE);
    assertThat(once.failures()).as("encoded again").isEmpty();
    assertThat(once.items()).hasSameSizeAs(whole.items());
    assertThat(ReplyStreams.decoded(ReplyLimits.DEFAULT, encoded(once.items()), chunk))
        .as("encoded twice")
        .isEqualTo(once);

    ReplyDecoder generous = new ReplyDecoder(ReplyLimits.DEFAULT);
    assertThat(
            Allocation.bytesOf(() -> {
              generous.feed(stream, 0, stream.length);
              generous.decode();
            }))
        .as("bytes allocated for %d", stream.length)
        .isLessThan(ALLOCATED_AT_LEAST + ALLOCATED_PER_BYTE * stream.length);
  }

  private static byte[] encoded(List<Reply> replies) {
    Output output = new Output();
    replies.forEach(reply -> ReplyEncoder.encode(reply, Protocol.RESP3, output));
    return output.toByteArray();
  }
}
