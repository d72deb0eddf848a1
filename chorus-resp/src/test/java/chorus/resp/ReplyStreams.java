package chorus.resp;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// A small seeded generator of replies, and short ways to encode and decode them.
final class ReplyStreams {

  private ReplyStreams() {}

  static String encoded(Reply reply, Protocol protocol) {
    Output output = new Output(1);
    ReplyEncoder.encode(reply, protocol, output);
    return Streams.text(output.toByteArray());
  }

  static Streams.Heard<Reply> decoded(String stream) {
    return decoded(ReplyLimits.DEFAULT, Streams.bytes(stream), Integer.MAX_VALUE);
  }

  static Streams.Heard<Reply> decoded(ReplyLimits limits, byte[] stream, int chunkSize) {
    ReplyDecoder decoder = new ReplyDecoder(limits);
    List<Reply> items = new ArrayList<>();
    List<ProtocolError> failures = new ArrayList<>();
    for (long from = 0; from < stream.length && failures.isEmpty(); from += chunkSize) {
      decoder.feed(stream, (int) from, (int) Math.min(stream.length, from + chunkSize));
      boolean more = true;
      while (more) {
        switch (decoder.decode()) {
          case Decoded.Batch(List<Reply> batch) -> items.addAll(batch);
          case Decoded.NeedMore() -> more = false;
          case Decoded.Failed(ProtocolError error) -> {
            failures.add(error);
            more = false;
          }
        }
      }
    }
    return new Streams.Heard<>(items, failures);
  }

  /// Any reply that RESP3 gives back as it was.
  static Reply any(SplittableRandom random, int depth) {
    return switch (random.nextInt(depth > 0 ? 14 : 10)) {
      case 0 -> Reply.OK;
      case 1 -> Reply.error("ERR", "value " + random.nextInt(100));
      case 2 -> Reply.integer(random.nextLong() >> random.nextInt(64));
      case 3 -> Reply.NULL;
      case 4 -> new Reply.DoubleReply(Double.longBitsToDouble(random.nextLong()));
      case 5 -> random.nextBoolean() ? Reply.TRUE : Reply.FALSE;
      case 6 -> new Reply.BigNumber(BigInteger.valueOf(random.nextLong()).pow(3));
      case 7 -> new Reply.Verbatim("txt", bytes(random));
      case 8, 9 -> Reply.bulk(bytes(random));
      case 10 -> Reply.array(list(random, depth));
      case 11 -> new Reply.SetReply(list(random, depth));
      case 12 -> Reply.map(Reply.entry("key", any(random, depth - 1)));
      default -> Reply.array(list(random, depth));
    };
  }

  private static List<Reply> list(SplittableRandom random, int depth) {
    List<Reply> elements = new ArrayList<>();
    for (int count = random.nextInt(4); count > 0; count--) {
      elements.add(any(random, depth - 1));
    }
    return elements;
  }

  private static Bytes bytes(SplittableRandom random) {
    byte[] content = new byte[random.nextInt(random.nextInt(10) == 0 ? 3000 : 12)];
    random.nextBytes(content);
    return Bytes.wrap(content);
  }
}
