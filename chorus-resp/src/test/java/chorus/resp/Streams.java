package chorus.resp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Feeds byte streams to decoders in chunks of the test's choice.
final class Streams {

  /// Everything that a decoder yielded, in order; at most one failure, which ends the stream.
  record Heard<T>(List<T> items, List<ProtocolError> failures) {}

  private Streams() {}

  static byte[] bytes(String latin1) {
    return latin1.getBytes(StandardCharsets.ISO_8859_1);
  }

  static String text(byte[] latin1) {
    return new String(latin1, StandardCharsets.ISO_8859_1);
  }

  static List<Bytes> command(String... arguments) {
    List<Bytes> command = new ArrayList<>();
    for (String argument : arguments) {
      command.add(Bytes.wrap(bytes(argument)));
    }
    return command;
  }

  static Heard<List<Bytes>> requests(DecoderLimits limits, String stream) {
    return requests(new RequestDecoder(limits), bytes(stream), Integer.MAX_VALUE);
  }

  /// Feeds `stream` in chunks of `chunkSize` bytes; each chunk is overwritten once it is consumed.
  static Heard<List<Bytes>> requests(RequestDecoder decoder, byte[] stream, int chunkSize) {
    List<List<Bytes>> items = new ArrayList<>();
    List<ProtocolError> failures = new ArrayList<>();
    for (int from = 0; from < stream.length && failures.isEmpty(); from += chunkSize) {
      byte[] chunk = chunkAt(stream, from, chunkSize);
      decoder.feed(chunk, 1, chunk.length - 1);
      drain(decoder, items, failures);
      Arrays.fill(chunk, (byte) '*');
      if (chunkSize > stream.length - from) {
        break;
      }
    }
    return new Heard<>(items, failures);
  }

  /// Feeds the two halves of `stream`, cut at `border`.
  static Heard<List<Bytes>> requestsCutAt(RequestDecoder decoder, byte[] stream, int border) {
    List<List<Bytes>> items = new ArrayList<>();
    List<ProtocolError> failures = new ArrayList<>();
    decoder.feed(stream, 0, border);
    drain(decoder, items, failures);
    if (failures.isEmpty()) {
      decoder.feed(stream, border, stream.length);
      drain(decoder, items, failures);
    }
    return new Heard<>(items, failures);
  }

  /// The chunk with a byte before and behind that must not be read.
  private static byte[] chunkAt(byte[] stream, int from, int chunkSize) {
    int size = Math.min(chunkSize, stream.length - from);
    byte[] chunk = new byte[size + 2];
    chunk[0] = '!';
    chunk[size + 1] = '!';
    System.arraycopy(stream, from, chunk, 1, size);
    return chunk;
  }

  private static void drain(
      RequestDecoder decoder, List<List<Bytes>> items, List<ProtocolError> failures) {
    while (true) {
      switch (decoder.decode(3)) {
        case Decoded.Batch(List<List<Bytes>> batch) -> items.addAll(batch);
        case Decoded.NeedMore() -> {
          return;
        }
        case Decoded.Failed(ProtocolError error) -> {
          failures.add(error);
          return;
        }
      }
    }
  }
}
