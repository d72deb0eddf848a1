package chorus.node;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/// When each of the latest heartbeats was sent: a lease counts from the question, not from the
/// answer (F7).
final class HeartbeatRounds {
  private static final int REMEMBERED = 64;

  private final Map<Long, Long> sentAt = new LinkedHashMap<>();
  private long last;

  /// The number of the round that begins now.
  long begin(long nowNanos) {
    last++;
    sentAt.put(last, nowNanos);
    sentAt.remove(last - REMEMBERED);
    return last;
  }

  /// Empty if that was too long ago.
  OptionalLong sentAt(long round) {
    Long known = sentAt.get(round);
    return known == null ? OptionalLong.empty() : OptionalLong.of(known);
  }
}
