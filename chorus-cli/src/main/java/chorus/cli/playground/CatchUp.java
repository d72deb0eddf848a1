package chorus.cli.playground;

import chorus.cli.cluster.StatusReport;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How one node catches up in one database, step by step from status reports.
///
/// What it fetches is what its log lacked, not what it applies: after a restart a node also applies
/// a part of its own log again. It has caught up when it has applied all that the leader had at the
/// report before: less than one look behind, also while clients write.
final class CatchUp {
  /// What the JSON of `start --wait` holds.
  record Summary(
      String node,
      String database,
      long fromLsn,
      long toLsn,
      long behindLsn,
      @Nullable Long behindBytes,
      long fetchedLsn,
      @Nullable Long snapshotBytes) {}

  private final String node;
  private final String database;
  private @Nullable Long from;
  private @Nullable Long now;
  private @Nullable Long applied;
  private @Nullable Long behindLsn;
  private @Nullable Long behindBytes;
  private @Nullable Long goal;
  private @Nullable Long copied;
  private boolean done;

  CatchUp(String node, String database) {
    this.node = node;
    this.database = database;
  }

  /// Takes in what other nodes say of this one. They may still speak of its former process, which
  /// tells where it stood, but never that it is done.
  void seenByOthers(StatusReport report) {
    observe(report);
  }

  /// Takes in what the node says of itself.
  void seenByItself(StatusReport report) {
    Long end = observe(report);
    if (end != null) {
      done = goal != null && applied != null && applied >= goal;
      goal = end;
    }
  }

  /// The leader's last position, or null if the report does not say how far both are.
  private @Nullable Long observe(StatusReport report) {
    Long end = leaderEnd(report);
    StatusReport.Node row = row(report).orElse(null);
    if (end == null || row == null || row.lastLsn() == null || row.appliedLsn() == null) {
      return null;
    }
    now = row.lastLsn();
    applied = row.appliedLsn();
    if (row.copiedBytes() != null && row.copiedBytes() > 0) {
      copied = row.copiedBytes();
    }
    if (from == null || from > now) {
      from = now;
    }
    if (behindLsn == null) {
      behindLsn = Math.max(0, end - from);
      behindBytes = row.lagBytes();
    }
    return end;
  }

  private static @Nullable Long leaderEnd(StatusReport.Database database) {
    return database.leader() == null
        ? null
        : database.node(database.leader()).map(StatusReport.Node::lastLsn).orElse(null);
  }

  private @Nullable Long leaderEnd(StatusReport report) {
    return found(report).map(CatchUp::leaderEnd).orElse(null);
  }

  private Optional<StatusReport.Node> row(StatusReport report) {
    return found(report).flatMap(found -> found.node(node));
  }

  private Optional<StatusReport.Database> found(StatusReport report) {
    return report.databases().stream().filter(each -> each.name().equals(database)).findFirst();
  }

  boolean isDone() {
    return done;
  }

  /// How far the node is, in words that change while it gets on.
  String position() {
    return "%s %s: last LSN %s, applied %s, copied %s"
        .formatted(node, database, now, applied, copied);
  }

  /// How far behind the node was when it came back; empty until it is known.
  Optional<String> opening() {
    if (behindLsn == null) {
      return Optional.empty();
    }
    return Optional.of(
        behindLsn == 0
            ? "%s %s: missed nothing".formatted(node, database)
            : "%s %s: %,d LSNs%s behind"
                .formatted(node, database, behindLsn, inBrackets(behindBytes)));
  }

  /// Where it stands on its way.
  Optional<String> progress() {
    if (now == null || applied == null || from == null || goal == null || done) {
      return Optional.empty();
    }
    if (copied != null && applied == 0) {
      return Optional.of(
          "%s %s: takes a snapshot, %s so far".formatted(node, database, bytes(copied)));
    }
    if (now >= goal) {
      return Optional.of(
          "%s %s: applied %,d of %,d LSNs, all fetched".formatted(node, database, applied, goal));
    }
    long all = Math.max(1, goal - from);
    long fetched = Math.min(all, now - from);
    return Optional.of(
        "%s %s: fetched %,d of %,d LSNs, %d %%"
            .formatted(node, database, fetched, all, 100 * fetched / all));
  }

  /// What it came to; empty until it has caught up.
  Optional<Summary> summary() {
    if (!done || from == null || now == null || behindLsn == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Summary(node, database, from, now, behindLsn, behindBytes, now - from, copied));
  }

  static String text(Summary summary) {
    if (summary.snapshotBytes != null) {
      return "%s %s: caught up at LSN %,d; it was %,d LSNs behind and took a snapshot of %s"
          .formatted(
              summary.node,
              summary.database,
              summary.toLsn,
              summary.behindLsn,
              bytes(summary.snapshotBytes));
    }
    return "%s %s: caught up at LSN %,d; it was %,d LSNs%s behind and fetched %,d"
        .formatted(
            summary.node,
            summary.database,
            summary.toLsn,
            summary.behindLsn,
            inBrackets(summary.behindBytes),
            summary.fetchedLsn);
  }

  private static String inBrackets(@Nullable Long bytes) {
    return bytes == null ? "" : " (" + bytes(bytes) + ")";
  }

  static String bytes(long count) {
    if (count < 1024) {
      return count + " B";
    }
    double kib = count / 1024.0;
    return kib < 1024
        ? String.format(Locale.ROOT, "%.1f KiB", kib)
        : String.format(Locale.ROOT, "%.1f MiB", kib / 1024);
  }
}
