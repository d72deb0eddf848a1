package chorus.server.peer;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.NodeId;
import chorus.resp.Bytes;
import chorus.value.Malformed;
import chorus.wire.PeerDecoder;
import chorus.wire.PeerEncoder;
import chorus.wire.PeerMessage;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.CorruptedFrameException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// What a peer may send: any bytes as a stream of frames, as one message, and as a greeting. The
/// first byte of an input chooses, the next two say where to cut or to damage, the rest is what is
/// sent.
final class PeerFramesFuzz {
  private static final int CHOICES = 3;
  private static final Path MESSAGES =
      Path.of(System.getProperty("chorus.golden", "../chorus-core/src/test/resources/golden"))
          .resolve("wire-messages.hex");

  /// What reading a message may cost for each of its bytes: an empty text of one byte takes several
  /// objects.
  private static final long ALLOCATED_PER_BYTE = 256;

  private static final long ALLOCATED_AT_LEAST = 64 << 10;

  /// What came of a stream: payloads, and whether it was broken behind them.
  private record Received(List<Bytes> payloads, boolean broken) {}

  static Stream<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    for (String line : Files.readAllLines(MESSAGES)) {
      byte[] message = HexFormat.of().parseHex(line.substring(line.indexOf(' ') + 1));
      seeds.add(seed(0, frame(Bytes.wrap(message))));
      seeds.add(seed(1, message));
      seeds.add(seed(2, message));
    }
    Greeting greeting = new Greeting(1, "demo", new NodeId("n1"), new NodeId("n2"));
    seeds.add(seed(3, greeting.encode().toArray()));
    return seeds.stream();
  }

  private static byte[] seed(int choice, byte[] sent) {
    byte[] seed = new byte[CHOICES + sent.length];
    seed[0] = (byte) choice;
    seed[1] = (byte) sent.length;
    System.arraycopy(sent, 0, seed, CHOICES, sent.length);
    return seed;
  }

  @MethodSource("seeds")
  @FuzzTest
  void whatAPeerSendsIsUnderstoodOrRefused(byte[] input) {
    if (input.length < CHOICES) {
      return;
    }
    byte[] sent = Arrays.copyOfRange(input, CHOICES, input.length);
    int where = (input[1] & 0xff) << 8 | (input[2] & 0xff);
    switch (Math.floorMod(input[0], 4)) {
      case 0 -> anyStreamIsCutAlikeInAnyChunks(sent, 1 + where % 64);
      case 1 -> damageIsNoticed(sent, where);
      case 2 -> aMessageIsReadOrMalformed(Bytes.wrap(sent));
      default -> aGreetingIsReadOrNone(Bytes.wrap(sent));
    }
  }

  private static void anyStreamIsCutAlikeInAnyChunks(byte[] stream, int chunk) {
    for (int longest : List.of(Greeting.LONGEST, PeerReceiver.LONGEST_MESSAGE)) {
      Received whole = received(stream, Math.max(1, stream.length), longest);
      assertThat(received(stream, chunk, longest)).as("in chunks of %d", chunk).isEqualTo(whole);
      whole.payloads().forEach(each -> assertThat(each.length()).isLessThanOrEqualTo(longest));
    }
  }

  /// Two frames, of which one byte is changed: what comes out is what went in, up to there.
  private static void damageIsNoticed(byte[] sent, int where) {
    Bytes all = Bytes.wrap(sent);
    List<Bytes> payloads =
        List.of(all.slice(0, sent.length / 2), all.slice(sent.length / 2, sent.length));
    byte[] stream = frame(payloads.toArray(Bytes[]::new));
    assertThat(received(stream, 7, PeerReceiver.LONGEST_MESSAGE))
        .isEqualTo(new Received(payloads, false));
    int damaged = where % stream.length;
    stream[damaged] ^= (byte) (1 << where % 8);
    int before = damaged < FrameEncoder.HEADER + sent.length / 2 ? 0 : 1;
    assertThat(received(stream, 7, PeerReceiver.LONGEST_MESSAGE).payloads())
        .as("with byte %d of the stream damaged", damaged)
        .isEqualTo(payloads.subList(0, before));
  }

  private static void aMessageIsReadOrMalformed(Bytes payload) {
    Optional<PeerMessage> read = message(payload);
    assertThat(allocatedBy(() -> message(payload)))
        .as("bytes allocated for %d", payload.length())
        .isLessThan(ALLOCATED_AT_LEAST + ALLOCATED_PER_BYTE * payload.length());
    read.ifPresent(
        message -> assertThat(PeerEncoder.encode(message)).as("%s", message).isEqualTo(payload));
  }

  private static Optional<PeerMessage> message(Bytes payload) {
    try {
      return Optional.of(PeerDecoder.decode(payload));
    } catch (Malformed refused) {
      return Optional.empty();
    }
  }

  private static void aGreetingIsReadOrNone(Bytes payload) {
    Optional<Greeting> greeting = Greeting.decode(payload);
    greeting.ifPresent(said -> {
      if (said.version() == Greeting.VERSION && Bytes.utf8(said.cluster()).length() < 256) {
        assertThat(Greeting.decode(said.encode())).contains(said);
      }
    });
  }

  private static Received received(byte[] stream, int chunk, int longest) {
    FrameDecoder decoder = new FrameDecoder();
    decoder.accept(longest);
    EmbeddedChannel channel = new EmbeddedChannel(decoder);
    boolean broken = false;
    try {
      for (int from = 0; from < stream.length; from += chunk) {
        int to = Math.min(stream.length, from + chunk);
        channel.writeInbound(Unpooled.copiedBuffer(stream, from, to - from));
      }
    } catch (CorruptedFrameException refused) {
      broken = true;
    }
    List<Bytes> payloads = new ArrayList<>();
    for (Object each = channel.readInbound(); each != null; each = channel.readInbound()) {
      payloads.add((Bytes) each);
    }
    return new Received(payloads, broken);
  }

  private static byte[] frame(Bytes... payloads) {
    ByteBuf stream = Unpooled.buffer();
    for (Bytes payload : payloads) {
      FrameEncoder.encode(payload, stream);
    }
    return ByteBufUtil.getBytes(stream);
  }

  private static long allocatedBy(Runnable code) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    code.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}
