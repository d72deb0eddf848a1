package chorus.log;

import chorus.log.SegmentCheck.Findings;
import chorus.log.SegmentCheck.Hole;
import chorus.resp.Bytes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A damaged segment as it was before: what is bad is written anew, all other bytes stay. Pure;
/// away from the strand.
final class SegmentPatch {
  private SegmentPatch() {}

  /// The content with its holes filled; empty if the records do not fit, or what comes of it is not
  /// sound.
  ///
  /// @param fillings of each hole its records, in order
  static Optional<Bytes> apply(
      SegmentCheck.Input input, Findings findings, List<List<LogRecord>> fillings) {
    byte[] content = input.content().array().clone();
    findings.header().ifPresent(header -> header.encode().copyTo(content, 0));
    for (int i = 0; i < fillings.size(); i++) {
      if (!fill(content, input.sequence(), findings.holes().get(i), fillings.get(i))) {
        return Optional.empty();
      }
    }
    Bytes whole = Bytes.wrap(content);
    SegmentCheck.Input again =
        new SegmentCheck.Input(
            input.sequence(), whole, input.limit(), input.before(), input.end(), input.kind());
    return SegmentCheck.look(again).isClean() ? Optional.of(whole) : Optional.empty();
  }

  private static boolean fill(byte[] content, long sequence, Hole hole, List<LogRecord> records) {
    long bytes = 0;
    for (LogRecord each : records) {
      bytes += FrameEncoder.frameBytes(new Entry.Added(each));
    }
    int room = hole.to() - hole.from();
    if (bytes > room || (hole.isExact() && bytes != room)) {
      return false;
    }
    FrameEncoder encoder =
        new FrameEncoder((int) bytes, sequence, hole.from(), hole.durableBefore());
    for (LogRecord each : records) {
      encoder.add(new Entry.Added(each));
    }
    encoder.finish().copyTo(content, hole.from());
    Arrays.fill(content, hole.from() + (int) bytes, hole.to(), (byte) 0);
    return true;
  }
}
