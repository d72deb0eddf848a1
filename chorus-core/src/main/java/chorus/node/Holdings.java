package chorus.node;

import chorus.base.Epoch;
import chorus.base.NodeId;
import chorus.base.PlantedBug;
import chorus.base.ShardId;
import chorus.base.Starts;
import chorus.cluster.ClusterState;
import chorus.cluster.Leadership;
import chorus.database.HostedShard;
import chorus.database.HostedShard.Remains;
import chorus.database.Leftovers;
import chorus.definition.DatabaseDefinition;
import chorus.env.Env;
import chorus.env.Strands;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/// Which parts of databases this node holds: opens one as soon as the agreed facts give it to this
/// node, and gives it up once they do no more. On the control strand.
///
/// What is dropped is held like anything else, so that it is there when that is taken back. What is
/// forgotten goes at once, from the disk too: its id is given to nothing else, so that is true of
/// any facts. Nothing else is given up on facts that are replayed: a node that left and came back
/// reads of its leaving at each start.
final class Holdings {
  /// Of what time the agreed facts are.
  enum Facts {
    /// They may be of any time before the start of this process.
    REPLAYED,
    /// They hold the start of this process, and so all that was decided before it.
    PRESENT
  }

  private final NodeOptions options;
  private final NodeId self;
  private final int incarnation;
  private final Strands strands;
  private final Env env;
  private final Directory<ShardId, HostedShard> hosted;
  private final BiFunction<ShardId, DatabaseDefinition, HostedShard> open;
  private final Set<ShardId> leaving = new TreeSet<>();
  private final Set<ShardId> left = new TreeSet<>();
  private int gone;
  private ClusterState state = ClusterState.EMPTY;
  private Facts facts = Facts.REPLAYED;

  /// `open` begins to open a part.
  Holdings(
      NodeOptions options,
      Strands strands,
      Env env,
      Directory<ShardId, HostedShard> hosted,
      BiFunction<ShardId, DatabaseDefinition, HostedShard> open) {
    this.options = options;
    this.self = options.self();
    this.incarnation = Starts.incarnation(options.boot());
    this.strands = strands;
    this.env = env;
    this.hosted = hosted;
    this.open = open;
  }

  /// The agreed facts are these from now on.
  void follow(ClusterState agreed, Facts ofWhatTime) {
    state = agreed;
    facts = ofWhatTime;
    agreed.definitions().forEach(this::follow);
    if (agreed.forgotten() > gone && !options.has(PlantedBug.FORGOTTEN_LIVES_ON)) {
      gone = agreed.forgotten();
      giveUpForgotten(hosted.keys());
      Leftovers.find(env, this::giveUpForgotten);
    }
  }

  private void follow(DatabaseDefinition definition) {
    ShardId shard = new ShardId(definition.id(), 0);
    if (leaving.contains(shard)) {
      return;
    }
    if (holds(definition)) {
      if (hosted.get(shard).isEmpty() && knowsWhatItLost()) {
        hold(shard, definition);
      }
    } else if (facts == Facts.PRESENT && !left.contains(shard)) {
      leave(shard, remains(definition));
    }
  }

  private boolean holds(DatabaseDefinition definition) {
    return definition.holders().contains(self)
        && !(definition.isDropped() && options.has(PlantedBug.DROP_DELETES));
  }

  /// Gives up what is forgotten of these, once each: what is leaving already is on the disk for a
  /// while.
  private void giveUpForgotten(Collection<ShardId> here) {
    here.stream()
        .filter(each -> state.isForgotten(each.database()) && !leaving.contains(each))
        .forEach(each -> leave(each, Remains.NOTHING));
  }

  /// A node that lost its data before finds nothing where it held something: it must have read of
  /// the loss before it takes that for what it has.
  private boolean knowsWhatItLost() {
    return facts == Facts.PRESENT || incarnation == 1;
  }

  private void hold(ShardId shard, DatabaseDefinition definition) {
    left.remove(shard);
    HostedShard part = open.apply(shard, definition);
    hosted.add(shard, part);
    tellForced(shard, state);
    Epoch epoch = state.leadership(shard).epoch();
    if (epoch.isAfter(Epoch.NONE)) {
      part.supersede(epoch);
    }
  }

  /// Where acknowledged writes may be on one node alone the files stay: if the node is added again,
  /// what only it has is found in them, and saved.
  private static Remains remains(DatabaseDefinition definition) {
    return definition.lossyTo().equals(Epoch.NONE) ? Remains.NOTHING : Remains.ALL_FILES;
  }

  private void leave(ShardId shard, Remains remains) {
    Runnable done = () -> env.scheduler().execute(() -> hasLeft(shard, remains));
    leaving.add(shard);
    hosted
        .get(shard)
        .ifPresentOrElse(part -> part.leave(remains, done), () -> clear(shard, remains, done));
    hosted.remove(shard);
  }

  /// An earlier process held it.
  private void clear(ShardId shard, Remains remains, Runnable done) {
    HostedShard.clear(strands.strand(strand(shard)), self, shard, remains, done);
  }

  private void hasLeft(ShardId shard, Remains remains) {
    leaving.remove(shard);
    DatabaseDefinition definition = state.databases().get(shard.database());
    if (definition != null) {
      left.add(shard);
      follow(definition);
      hosted.get(shard).ifPresent(HostedShard::startIsKnown);
    } else if (remains == Remains.ALL_FILES) {
      giveUpForgotten(List.of(shard));
    }
  }

  /// What was forced upon this node's part, or without it.
  void tellForced(ShardId shard, ClusterState agreed) {
    hosted
        .get(shard)
        .ifPresent(part -> {
          if (agreed.leadership(shard) instanceof Leadership.Led led && led.isForced()) {
            part.forced(led.epoch());
          }
          Epoch missed = agreed.history(shard).forcedWithout(self);
          if (!missed.equals(Epoch.NONE)) {
            part.missedForce(missed);
          }
        });
  }

  /// The strand of this node's part of `shard`.
  static String strand(ShardId shard) {
    return "shard-" + shard;
  }
}
