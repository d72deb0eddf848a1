package chorus.node;

import chorus.base.Done;
import chorus.base.Fault;
import chorus.base.NodeId;
import chorus.base.Result;
import chorus.base.ShardId;
import chorus.cluster.MetaCommand.PlaceDatabase;
import chorus.command.ReplicaChange;
import chorus.definition.AckConfig;
import chorus.definition.DatabaseDefinition;
import chorus.env.Env;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// Has a database move to other nodes, on the word of a client: makes the wish an agreed fact, and
/// looks how far its leader comes with it. On a gateway's strand.
final class ReplicaChanges {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  private final Node node;
  private final Env env;

  ReplicaChanges(Node node, Env env) {
    this.node = node;
    this.env = env;
  }

  /// See [chorus.command.ClusterContext#placeDatabase].
  void place(
      DatabaseDefinition database,
      ReplicaChange change,
      Consumer<Result<DatabaseDefinition>> done) {
    List<NodeId> wanted = wanted(database, change);
    Optional<Fault> against =
        DroppedReply.fault(database)
            .or(() -> against(database, change))
            .or(() -> against(database, wanted));
    if (against.isPresent()) {
      done.accept(Result.failed(against.get()));
    } else if (wanted.equals(database.placement().wanted())) {
      done.accept(Result.ok(database));
    } else {
      PlaceDatabase place = new PlaceDatabase(database.id(), database.version(), wanted);
      node.propose(place, result -> env.scheduler().execute(() -> proposed(place, result, done)));
    }
  }

  private List<NodeId> wanted(DatabaseDefinition database, ReplicaChange change) {
    List<NodeId> wanted = new ArrayList<>(database.placement().wanted());
    switch (change) {
      case ReplicaChange.Count(int replicas) -> {
        Optional<NodeId> last = last(database, wanted);
        while (wanted.size() > replicas && last.isPresent()) {
          wanted.remove(last.get());
          last = last(database, wanted);
        }
        members().stream()
            .filter(each -> !wanted.contains(each))
            .sorted(Comparator.comparing(this::isSilent))
            .limit(Math.max(0, replicas - wanted.size()))
            .forEach(wanted::add);
      }
      case ReplicaChange.Move(var adding, var removing) -> {
        wanted.addAll(adding);
        wanted.removeAll(removing);
      }
    }
    return List.copyOf(wanted);
  }

  /// Who is to go if nobody is named: who is silent, else who came last; never the leader.
  private Optional<NodeId> last(DatabaseDefinition database, List<NodeId> wanted) {
    return wanted.reversed().stream()
        .filter(each -> leader(database).filter(each::equals).isEmpty())
        .min(Comparator.comparing(each -> !isSilent(each)));
  }

  private Optional<Fault> against(DatabaseDefinition database, ReplicaChange change) {
    return switch (change) {
      case ReplicaChange.Count(int replicas) ->
          replicas > members().size()
              ? error(
                  "the cluster has %d nodes, %d replicas are too many"
                      .formatted(members().size(), replicas))
              : Optional.empty();
      case ReplicaChange.Move(var adding, var removing) ->
          first(adding, each -> againstAdding(database, each))
              .or(() -> first(removing, each -> againstRemoving(database, each)));
    };
  }

  private Optional<Fault> againstAdding(DatabaseDefinition database, NodeId added) {
    if (!members().contains(added)) {
      return error("no node %s in this cluster | nodes are %s".formatted(added, members()));
    }
    return database.placement().wanted().contains(added)
        ? error("%s holds %s already, or is about to".formatted(added, database.name()))
        : Optional.empty();
  }

  private Optional<Fault> againstRemoving(DatabaseDefinition database, NodeId removed) {
    if (!database.placement().wanted().contains(removed)) {
      return error(
          "%s holds no replica of %s, or is about to leave".formatted(removed, database.name()));
    }
    if (leader(database).filter(removed::equals).isEmpty()) {
      return Optional.empty();
    }
    String why =
        "%s leads %s, nothing was changed | CHORUS LEADER MOVE %s TO another node first"
            .formatted(removed, database.name(), database.name());
    return Optional.of(Fault.notApplied("REFUSED", why));
  }

  private static Optional<Fault> against(DatabaseDefinition database, List<NodeId> wanted) {
    if (wanted.isEmpty() || !AckConfig.fits(database.mode(), wanted.size())) {
      return error(
          "%s needs more replicas than %d, nothing was changed"
              .formatted(database.mode().word(), wanted.size()));
    }
    return wanted.stream().distinct().count() < wanted.size()
        ? error("a node is named twice, nothing was changed")
        : Optional.empty();
  }

  private void proposed(
      PlaceDatabase place, Result<Done> result, Consumer<Result<DatabaseDefinition>> done) {
    switch (result) {
      case Result.Ok<Done> _ ->
          look(place, now() + node.options().timings().ackWait().toNanos(), done);
      case Result.Failed<Done>(Fault fault) ->
          done.accept(Result.failed(DefinitionChanges.asUsersSee(fault)));
    }
  }

  /// Looks until the database is where it shall be, or `untilNanos` have come.
  private void look(
      PlaceDatabase place, long untilNanos, Consumer<Result<DatabaseDefinition>> done) {
    Optional<DatabaseDefinition> placed =
        Optional.ofNullable(node.view().state().databases().get(place.database()))
            .filter(it -> it.placement().wanted().equals(place.replicas()));
    if (placed.isEmpty()) {
      done.accept(
          Result.failed(Fault.notApplied("ERR", "it was altered by somebody else meanwhile")));
    } else if (placed.get().isPlaced() || now() - untilNanos > 0) {
      done.accept(Result.ok(placed.get()));
    } else {
      env.scheduler().after(LOOK_AGAIN, () -> look(place, untilNanos, done));
    }
  }

  private List<NodeId> members() {
    return List.copyOf(node.view().state().members().ids());
  }

  private Optional<NodeId> leader(DatabaseDefinition database) {
    return node.view().state().leadership(new ShardId(database.id(), 0)).last();
  }

  private boolean isSilent(NodeId member) {
    return node.view().isSilent(member, node.options().timings().detection());
  }

  private long now() {
    return env.clock().monotonicNanos();
  }

  private static Optional<Fault> error(String why) {
    return Optional.of(Fault.notApplied("ERR", why));
  }

  private static Optional<Fault> first(
      List<NodeId> nodes, Function<NodeId, Optional<Fault>> against) {
    return nodes.stream().map(against).flatMap(Optional::stream).findFirst();
  }
}
