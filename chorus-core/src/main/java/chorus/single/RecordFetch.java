package chorus.single;

import chorus.base.Fault;
import chorus.base.Limits;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.base.NodeId;
import chorus.base.Result;
import chorus.definition.DatabaseDefinition;
import chorus.env.Completion;
import chorus.env.Timer;
import chorus.log.LogAudit;
import chorus.log.LogRecord;
import chorus.log.ShardLog;
import chorus.wire.PeerMessage.FetchRecords;
import chorus.wire.PeerMessage.FetchedRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Gets records that this replica's disk has lost from the others, and gives them what they lost.
///
/// It asks by position, one replica after the other. A record has one position for ever, so it does
/// not matter who has it, nor what else that replica has or lacks.
final class RecordFetch implements LogAudit.Source {
  private static final Duration PATIENCE = Duration.ofMillis(500);

  /// Times that nobody had anything, for each replica, before the search ends.
  private static final int ROUNDS = 3;

  private final Shard shard;
  private final ShardLog log;
  private List<NodeId> others;
  private @Nullable Search search;

  RecordFetch(Shard shard, ShardLog log) {
    this.shard = shard;
    this.log = log;
    this.others = others(shard.definition());
  }

  /// The database is defined so from now on.
  void define(DatabaseDefinition agreed) {
    others = others(agreed);
  }

  private List<NodeId> others(DatabaseDefinition definition) {
    return definition.holders().stream().filter(each -> !each.equals(shard.self())).toList();
  }

  /// What is being looked for.
  private static final class Search {
    private final List<LogPosition> wanted;
    private final TreeSet<LogPosition> names;
    private final Completion<List<LogRecord>> done;
    private final Map<LogPosition, LogRecord> found = new LinkedHashMap<>();
    private @Nullable Timer timer;
    private int asked;
    private int inVain;

    /// Up to here, some other replica has what is wanted in its rows.
    private Lsn inRows = Lsn.NONE;

    Search(List<LogPosition> wanted, Completion<List<LogRecord>> done) {
      this.wanted = wanted;
      this.names = new TreeSet<>(wanted);
      this.done = done;
    }

    List<LogPosition> missing() {
      return wanted.stream()
          .filter(each -> !found.containsKey(each))
          .limit(Limits.FETCH_RECORDS)
          .toList();
    }
  }

  @Override
  public void fetch(List<LogPosition> wanted, Completion<List<LogRecord>> done) {
    search = new Search(wanted, done);
    shard.env().scheduler().execute(this::ask);
  }

  /// Another replica gives what it has of what it was asked for.
  void received(FetchedRecords answer) {
    Search open = search;
    if (open == null) {
      return;
    }
    open.inRows = Lsn.max(open.inRows, answer.inRows());
    int before = open.found.size();
    for (LogRecord each : answer.records()) {
      if (open.names.contains(each.position())) {
        open.found.putIfAbsent(each.position(), each);
      }
    }
    if (open.found.size() > before) {
      open.inVain = 0;
      ask();
    } else {
      askAnother();
    }
  }

  /// Another replica asks.
  void asked(NodeId from, FetchRecords request) {
    List<LogPosition> here = request.wanted().stream().filter(log::has).toList();
    if (here.isEmpty()) {
      answer(from, List.of());
      return;
    }
    if (!here.getFirst().lsn().isAfter(log.base().lsn())) {
      send(from, new FetchedRecords(shard.id(), List.of(), log.base().lsn()));
      return;
    }
    TreeSet<LogPosition> wanted = new TreeSet<>(here);
    log.read(
        here.getFirst().lsn(),
        Limits.APPEND_BYTES,
        result -> {
          if (result instanceof Result.Ok<List<LogRecord>>(var records)) {
            answer(
                from, records.stream().filter(each -> wanted.contains(each.position())).toList());
          } else {
            answer(from, List.of());
          }
        });
  }

  void close() {
    Search open = search;
    search = null;
    if (open != null && open.timer != null) {
      open.timer.cancel();
    }
  }

  private void answer(NodeId to, List<LogRecord> records) {
    send(to, new FetchedRecords(shard.id(), records, Lsn.NONE));
  }

  private void send(NodeId to, FetchedRecords answer) {
    shard.env().network().send(to, answer);
  }

  private void askAnother() {
    Search open = search;
    if (open != null) {
      open.asked++;
      open.inVain++;
      ask();
    }
  }

  private static Fault inVain(LogPosition wanted, Lsn inRows) {
    return wanted.lsn().isAfter(inRows)
        ? Fault.notApplied("UNAVAILABLE", "no other replica gave record " + wanted)
        : Fault.notApplied(
            LogAudit.TRIMMED, "record " + wanted + " is in the rows of others, and in no log");
  }

  private void ask() {
    Search open = search;
    if (open == null) {
      return;
    }
    if (open.timer != null) {
      open.timer.cancel();
    }
    List<LogPosition> missing = open.missing();
    if (missing.isEmpty()) {
      List<LogRecord> all = new ArrayList<>();
      open.wanted.forEach(each -> all.add(open.found.get(each)));
      search = null;
      open.done.complete(Result.ok(all));
    } else if (open.inVain >= ROUNDS * others.size()) {
      search = null;
      open.done.complete(Result.failed(inVain(missing.getFirst(), open.inRows)));
    } else {
      NodeId next = others.get(open.asked % others.size());
      shard.env().network().send(next, new FetchRecords(shard.id(), missing));
      open.timer = shard.env().scheduler().after(PATIENCE, this::askAnother);
    }
  }
}
