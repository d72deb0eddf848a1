package chorus.bench.failover;

import chorus.bench.failover.Journal.Write;
import chorus.bench.system.ChorusCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Moves the leader of one cluster under load, again and again.
public final class SwitchoverRun {
  private static final Duration BETWEEN = Duration.ofSeconds(1);
  private static final Duration AFTERWARDS = Duration.ofMillis(200);

  private SwitchoverRun() {}

  /// Starts `system` with data below `data` and moves its leader `moves` times. The caller closes
  /// the system.
  public static List<Switchover> of(ChorusCluster system, int moves, Duration warmUp, Path data)
      throws IOException {
    system.start(data);
    Journal journal = new Journal();
    List<Move> made = new ArrayList<>();
    try (Clients _ = Clients.start(system, system.everyNode(), journal)) {
      Clients.pause(warmUp);
      for (int number = 1; number <= moves; number++) {
        Clients.pause(BETWEEN);
        long asked = System.nanoTime();
        system.moveLeader();
        made.add(new Move(number, asked, System.nanoTime()));
      }
      Clients.pause(AFTERWARDS);
    }
    List<Write> writes = journal.writes();
    return made.stream().map(move -> move.seen(writes)).toList();
  }

  private record Move(int number, long askedNanos, long doneNanos) {
    Switchover seen(List<Write> writes) {
      long until = doneNanos + AFTERWARDS.toNanos();
      List<Write> meanwhile =
          writes.stream()
              .filter(write -> write.sentNanos() < until && write.answeredNanos() > askedNanos)
              .toList();
      long longest =
          meanwhile.stream()
              .mapToLong(write -> write.answeredNanos() - write.sentNanos())
              .max()
              .orElse(0);
      long errors = meanwhile.stream().filter(write -> !write.acknowledged()).count();
      return new Switchover(number, (doneNanos - askedNanos) / 1e6, longest / 1e6, errors);
    }
  }
}
