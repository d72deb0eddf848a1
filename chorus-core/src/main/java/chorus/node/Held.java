package chorus.node;

import chorus.env.Env;
import chorus.env.Timer;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/// The connections of one gateway that a pause holds. On the gateway's strand.
final class Held {
  private final Env env;
  private final SequencedSet<Session> sessions = new LinkedHashSet<>();
  private @Nullable Timer ending;

  Held(Env env) {
    this.env = env;
  }

  /// `session` goes on once `pause` is over; it looks then whether another one holds it.
  void add(Session session, Pause pause) {
    sessions.add(session);
    if (ending == null) {
      long left = pause.untilNanos() - env.clock().monotonicNanos();
      ending = env.scheduler().after(Duration.ofNanos(Math.max(0, left)), this::goOn);
    }
  }

  void remove(Session session) {
    sessions.remove(session);
  }

  /// Everybody looks again.
  void goOn() {
    if (ending != null) {
      ending.cancel();
      ending = null;
    }
    List<Session> all = List.copyOf(sessions);
    sessions.clear();
    all.forEach(Session::released);
  }
}
