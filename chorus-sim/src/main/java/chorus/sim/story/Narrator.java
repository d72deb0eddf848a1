package chorus.sim.story;

import chorus.base.NodeId;
import chorus.base.Starts;
import chorus.definition.AckConfig;
import chorus.env.MetaPeer;
import chorus.log.LogRecord;
import chorus.log.ReplicaState.Wholeness;
import chorus.node.NodeEvent;
import chorus.resp.Bytes;
import chorus.sim.fault.Struck;
import chorus.sim.workload.ClientEvent;
import chorus.sim.workload.Words;
import chorus.sim.world.World;
import chorus.single.ShardEvent;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Turns events into sentences, one line each: virtual milliseconds, who, what.
public final class Narrator implements World.Observer {
  private static final int WIDEST = 160;

  private final Detail detail;
  private final Consumer<String> out;
  private final Set<String> reported = new TreeSet<>();

  public Narrator(Detail detail, Consumer<String> out) {
    this.detail = detail;
    this.out = out;
  }

  @Override
  public void saw(long nowNanos, NodeId node, Record event) {
    Optional<String> sentence = sentence(event);
    if (sentence.isPresent()) {
      String line =
          String.format(
              Locale.ROOT, "%9.1f ms  %-7s  %s", nowNanos / 1e6, node.name(), sentence.get());
      out.accept(line.length() > WIDEST ? line.substring(0, WIDEST - 2) + " …" : line);
    }
  }

  private Optional<String> sentence(Record event) {
    return switch (event) {
      case Struck struck -> Optional.of(struck.what());
      case NodeEvent nodeEvent -> sentence(nodeEvent);
      case ShardEvent shardEvent -> sentence(shardEvent);
      case ClientEvent clientEvent -> full(sentence(clientEvent));
      default -> Optional.empty();
    };
  }

  private Optional<String> full(String sentence) {
    return switch (detail) {
      case EVENTS -> Optional.empty();
      case EVERYTHING -> Optional.of(sentence);
    };
  }

  private static String sentence(ClientEvent event) {
    return switch (event) {
      case ClientEvent.Asks(var client, var node, var key, var operation) ->
          "asks " + node + ": " + text(Words.of(key, operation));
      case ClientEvent.Hears(var client, var key, var operation, var answer) ->
          "hears " + answer + " to " + text(Words.of(key, operation));
      case ClientEvent.NeverLearns(var client, var key, var operation) ->
          "never learns what became of " + text(Words.of(key, operation));
    };
  }

  private static String text(List<Bytes> words) {
    return words.stream().map(Bytes::utf8).collect(Collectors.joining(" "));
  }

  private Optional<String> sentence(NodeEvent event) {
    return switch (event) {
      case NodeEvent.Started(var node, long boot) ->
          Optional.of("starts, for the " + ordinal(Starts.count(boot)) + " time");
      case NodeEvent.Suspected(var node, var shard, var epoch, var leader, var evidence) ->
          Optional.of("gives up leader " + leader + " of epoch " + epoch + ": it is " + evidence);
      case NodeEvent.WasAway(var node, long millis) ->
          Optional.of("did nothing for " + millis + " ms, and blames nobody for it");
      case NodeEvent.ClockOff(var node, long ahead) ->
          Optional.of("has a clock that is off by " + ahead + " ms, and lets no key expire");
      case NodeEvent.ClockInStep(var node) -> Optional.of("has a clock like the others again");
      case NodeEvent.Reported(var node, var shard, var epoch, var replica, var last, var whole) ->
          reported.add(node + "/" + epoch + "/" + replica)
              ? Optional.of(
                  "has the report of "
                      + replica
                      + " for epoch "
                      + epoch
                      + ": its log ends at "
                      + last
                      + ", and it takes nothing older any more"
                      + (whole == Wholeness.WHOLE ? "" : "; it has lost records and cannot lead"))
              : Optional.empty();
      case NodeEvent.Agreed agreed -> Optional.empty();
      case NodeEvent.Defined defined -> Optional.empty();
      case NodeEvent.Forgets(var node, var database, long until) ->
          Optional.of("has " + database + " forgotten: its time is over");
      case NodeEvent.Forgotten(var node, var database) ->
          Optional.of("learns that " + database + " is gone for good");
      case NodeEvent.Chose(var node, var shard, var epoch, var leader, var last) ->
          Optional.of(
              "chooses "
                  + leader
                  + " for epoch "
                  + epoch
                  + ": no report that counts is newer than "
                  + last);
      case NodeEvent.Granted(var node, var shard, var epoch, var leader) ->
          Optional.of("promises to follow " + leader + " in epoch " + epoch + " for one lease");
      case NodeEvent.Controls(var node) -> Optional.of("is the controller now");
      case NodeEvent.ControlsNoMore(var node) -> Optional.of("is the controller no more");
      case NodeEvent.ShardFailed(var node, var shard, var why) ->
          Optional.of("cannot open its replica: " + why);
      case NodeEvent.OldDirectory(var node, long boot, long known) ->
          Optional.of(
              "has an old directory: this is start "
                  + Starts.count(boot)
                  + ", but start "
                  + Starts.count(known)
                  + " of incarnation "
                  + Starts.incarnation(known)
                  + " is known");
      case NodeEvent.MembersAgreed agreed -> Optional.empty();
      case NodeEvent.ControlGroup(var node, var members) ->
          Optional.of(
              "has changed who decides in the control plane: "
                  + members.voters().stream().map(MetaPeer::id).toList());
      case NodeEvent.Left(var node, long boot) -> Optional.of("was removed, and ends");
    };
  }

  private Optional<String> sentence(ShardEvent event) {
    return switch (event) {
      case ShardEvent.Opened opened ->
          Optional.of(
              "opens its log, which ends at "
                  + opened.last()
                  + " ("
                  + opened.found()
                  + "); its rows stand at "
                  + opened.applied());
      case ShardEvent.Promised promised ->
          full("has written down that it takes nothing below epoch " + promised.epoch());
      case ShardEvent.Confirms confirms -> full("may confirm records, since its start is agreed");
      case ShardEvent.Activating activating ->
          Optional.of(
              "holds a lease for epoch "
                  + activating.epoch()
                  + " and writes its first record, "
                  + activating.start());
      case ShardEvent.Leads leads ->
          Optional.of("leads epoch " + leads.epoch() + ": that record is committed");
      case ShardEvent.HandsOver hands ->
          Optional.of(
              "begins nothing new in epoch "
                  + hands.epoch()
                  + ": "
                  + hands.successor()
                  + " is to take over");
      case ShardEvent.Released released ->
          Optional.of(
              "gives epoch "
                  + released.epoch()
                  + " up: all up to "
                  + released.last()
                  + " is acknowledged, and its successor has it");
      case ShardEvent.LeadsOn on -> Optional.of("leads epoch " + on.epoch() + " on: " + on.why());
      case ShardEvent.SteppedDown down ->
          Optional.of("leads epoch " + down.epoch() + " no more: there is epoch " + down.later());
      case ShardEvent.Appended appended -> full("writes " + records(appended.records()));
      case ShardEvent.Rewound rewound ->
          Optional.of(
              rewound.commit().isAfter(rewound.keep())
                  ? "takes back what it has shown above record " + rewound.keep()
                  : "goes back to record " + rewound.keep());
      case ShardEvent.Saved saved ->
          full("has saved " + saved.part().writes() + " writes that only it has");
      case ShardEvent.SaveFailed failed ->
          Optional.of("cannot save what only it has, and discards nothing: " + failed.why());
      case ShardEvent.TailUnreadable tail ->
          Optional.of(
              "cannot read records "
                  + tail.from()
                  + " to "
                  + tail.end()
                  + ", which only it had: "
                  + tail.why());
      case ShardEvent.Diverged diverged ->
          Optional.of(
              diverged.writes() == 0
                  ? "finds no write in what only it has"
                  : "saves the %d writes that only it has: records %s to %s"
                      .formatted(diverged.writes(), diverged.first().lsn(), diverged.end()));
      case ShardEvent.CutBack cut ->
          Optional.of(
              "discards what follows "
                  + cut.keep()
                  + ": the leader of epoch "
                  + cut.leader()
                  + " has other records there");
      case ShardEvent.Durable durable -> full("has fsynced up to " + durable.lsn());
      case ShardEvent.Committed committed ->
          full("counts " + committed.lsn() + " and all before as committed");
      case ShardEvent.Applied applied -> full("has stored the rows up to " + applied.lsn());
      case ShardEvent.Hashed hashed ->
          full("has content " + hashed.hash().toString().substring(0, 8) + " at " + hashed.lsn());
      case ShardEvent.Answered answered ->
          full("answers what depends on records up to " + answered.gate());
      case ShardEvent.Waiting waiting ->
          full("lets " + waiting.batches() + " commands wait for a key");
      case ShardEvent.NumbersReserved those ->
          Optional.of(
              "may give out "
                  + those.from()
                  + " to "
                  + those.upTo()
                  + " of '"
                  + those.name().utf8()
                  + "': nobody else ever will");
      case ShardEvent.NumbersAbandoned those ->
          Optional.of("leaves " + those.numbers() + " numbers of sequences that nobody will get");
      case ShardEvent.AckJoint joint ->
          Optional.of("acknowledges by two rules until the new one holds: " + rule(joint.next()));
      case ShardEvent.AckInForce inForce ->
          Optional.of("acknowledges by one rule: " + rule(inForce.config()));
      case ShardEvent.Degraded degraded ->
          Optional.of("cannot have a write acknowledged: " + degraded.why());
      case ShardEvent.Restored restored -> Optional.of("can have writes acknowledged again");
      case ShardEvent.WholeAgain whole ->
          Optional.of("has everything again, up to " + whole.lsn() + ", and counts again");
      case ShardEvent.DiskStalled stalled -> Optional.of("waits for its disk");
      case ShardEvent.DiskAnswers answers -> Optional.of("hears from its disk again");
      case ShardEvent.Abdicated abdicated ->
          Optional.of("gives up leading epoch " + abdicated.epoch() + ": " + abdicated.why());
      case ShardEvent.RowsDamaged damaged ->
          Optional.of("deletes its rows, to make them again from its log: " + damaged.detail());
      case ShardEvent.Trimmed trimmed ->
          Optional.of("trims its log: what is up to " + trimmed.base() + " is in its rows alone");
      case ShardEvent.Retained retained -> Optional.empty();
      case ShardEvent.BeginsAnew anew ->
          Optional.of(
              "gives up its log and its rows: it lacks records that no log has any more; its log"
                  + " begins behind "
                  + anew.at());
      case ShardEvent.RowsAwaited awaited ->
          Optional.of("has no rows to rely on, and not the log to make them: it waits for others'");
      case ShardEvent.SnapshotBegun begun ->
          Optional.of("takes the rows of " + begun.source() + " as they stand at " + begun.at());
      case ShardEvent.SnapshotInstalled installed ->
          Optional.of("has all rows as they stood at " + installed.at() + ", durably");
      case ShardEvent.SnapshotSpoiled spoiled ->
          Optional.of("throws away the rows that came: " + spoiled.why());
      case ShardEvent.RowsRebuilt rebuilt ->
          Optional.of("has all its rows again, up to " + rebuilt.lsn());
      case ShardEvent.LogDamaged damaged ->
          Optional.of("finds damage in its log: " + damaged.what());
      case ShardEvent.LogRepaired repaired ->
          Optional.of("has its log repaired: " + repaired.what());
      case ShardEvent.LogBeyondRepair beyond ->
          Optional.of("cannot repair " + beyond.what() + " for now: " + beyond.why());
      case ShardEvent.Scrubbed scrubbed ->
          full(
              "has looked at all that it has stored: "
                  + scrubbed.repaired()
                  + " repaired, "
                  + scrubbed.left()
                  + " left");
      case ShardEvent.DiskFull full -> Optional.of("refuses writes: its disk is full");
      case ShardEvent.Discards discards ->
          Optional.of("holds the database no more, and deletes what it has of it");
      case ShardEvent.DiskHasRoom room -> Optional.of("takes writes again: its disk has room");
      case ShardEvent.Failed failed -> Optional.of("stops its replica: " + failed.why());
    };
  }

  private static String rule(AckConfig config) {
    return config.mode().word()
        + (config.synchronous().isEmpty()
            ? ""
            : config.synchronous().stream()
                .map(NodeId::name)
                .collect(Collectors.joining(" and ", " (", ")")));
  }

  private static String records(List<LogRecord> records) {
    LogRecord first = records.getFirst();
    String kind = first.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return records.size() == 1
        ? "record " + first.position() + " (" + kind + ")"
        : "records " + first.position() + " to " + records.getLast().position();
  }

  private static String ordinal(long number) {
    return switch ((int) number) {
      case 1 -> "1st";
      case 2 -> "2nd";
      case 3 -> "3rd";
      default -> number + "th";
    };
  }
}
