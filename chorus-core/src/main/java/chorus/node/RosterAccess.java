package chorus.node;

import chorus.base.Done;
import chorus.base.Fault;
import chorus.base.Limits;
import chorus.base.NodeId;
import chorus.base.Result;
import chorus.base.Starts;
import chorus.cluster.ClusterState;
import chorus.cluster.Member;
import chorus.cluster.Members;
import chorus.cluster.MetaCommand;
import chorus.cluster.MetaCommand.AddMember;
import chorus.cluster.MetaCommand.RemoveMember;
import chorus.cluster.MetaCommand.RenewMember;
import chorus.command.Roster;
import chorus.definition.DatabaseDefinition;
import chorus.definition.MemberAddress;
import chorus.env.Env;
import chorus.resp.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Who belongs to the cluster, as commands see and change it. On a gateway's strand.
///
/// A change is decided on what the control plane knows at that moment, since a node that has just
/// started knows less; what is agreed afterwards says how it went.
final class RosterAccess implements Roster {
  /// A member that was not heard for so long may be replaced by one that asks to join under its
  /// name: a question that comes late, or twice, must not push a node out that is only paused.
  private static final Duration GONE = Duration.ofSeconds(30);

  private final Node node;
  private final Env env;

  RosterAccess(Node node, Env env) {
    this.node = node;
    this.env = env;
  }

  @Override
  public void add(
      String cluster, NodeId fresh, MemberAddress address, Consumer<Result<Reply>> done) {
    upToDate(
        done,
        state -> {
          Optional<String> objection = objection(state, cluster, fresh, address);
          if (objection.isPresent()) {
            done.accept(refused(objection.get()));
            return;
          }
          Optional<Member> known = state.members().of(fresh);
          if (known.filter(it -> !it.hasStarted()).isPresent()) {
            done.accept(Result.ok(told(state, fresh)));
          } else {
            MetaCommand change =
                known.isPresent()
                    ? new RenewMember(fresh, known.get().boot())
                    : new AddMember(fresh, state.members().nextIncarnation(fresh), address);
            node.propose(change, result -> here(() -> done.accept(added(result, fresh, address))));
          }
        });
  }

  /// Why `fresh` cannot be added. A member that has lost its directory can.
  private Optional<String> objection(
      ClusterState state, String cluster, NodeId fresh, MemberAddress address) {
    Members members = state.members();
    if (!state.clusterId().equals(cluster)) {
      return Optional.of("this is cluster " + state.clusterId() + ", not " + cluster);
    }
    Optional<Member> known = members.of(fresh);
    boolean isHeard =
        !node.hasListened(env.clock().monotonicNanos(), GONE) || !node.view().isSilent(fresh, GONE);
    if (known.filter(Member::hasStarted).isPresent() && isHeard) {
      return Optional.of(
          "%s is a member, and runs with another directory, or did within %d s | choose another name, or stop it and try again"
              .formatted(fresh, GONE.toSeconds()));
    }
    if (known.filter(it -> !it.address().equals(address)).isPresent()) {
      return Optional.of(
          "%s was added with another address, %s | start it there, or remove it first"
              .formatted(fresh, known.get().address()));
    }
    Optional<NodeId> there = members.collision(fresh, address);
    if (there.isPresent()) {
      return Optional.of("%s uses one of these ports | choose others".formatted(there.get()));
    }
    return known.isEmpty() && members.size() >= Limits.MEMBERS
        ? Optional.of("a cluster has at most " + Limits.MEMBERS + " nodes")
        : Optional.empty();
  }

  private Result<Reply> added(Result<Done> result, NodeId fresh, MemberAddress address) {
    ClusterState state = node.view().state();
    boolean isMember =
        state
            .members()
            .of(fresh)
            .filter(it -> it.address().equals(address) && !it.hasStarted())
            .isPresent();
    return switch (result) {
      case Result.Ok<Done> _ when isMember -> Result.ok(told(state, fresh));
      case Result.Ok<Done> _ -> refused("somebody else came first | try again");
      case Result.Failed<Done>(Fault fault) -> Result.failed(DefinitionChanges.asUsersSee(fault));
    };
  }

  /// What a node must know to start.
  private static Reply told(ClusterState state, NodeId fresh) {
    return Reply.map(
        Reply.entry("incarnation", Reply.integer(incarnation(state, fresh))),
        Reply.entry(
            "members",
            Reply.array(
                state.members().byId().entrySet().stream()
                    .map(each -> address(each.getKey(), each.getValue()))
                    .toList())));
  }

  private static int incarnation(ClusterState state, NodeId node) {
    return state.members().of(node).map(Member::incarnation).orElse(0);
  }

  private static Reply address(NodeId node, Member member) {
    return Reply.map(
        Reply.entry("node", Reply.bulk(node.name())),
        Reply.entry("incarnation", Reply.integer(member.incarnation())),
        Reply.entry("host", Reply.bulk(member.address().host())),
        Reply.entry("resp", Reply.integer(member.address().resp())),
        Reply.entry("peer", Reply.integer(member.address().peer())),
        Reply.entry("http", Reply.integer(member.address().http())),
        Reply.entry("control", Reply.integer(member.address().control())));
  }

  @Override
  public void remove(NodeId gone, Consumer<Result<Done>> done) {
    upToDate(
        done,
        state -> {
          Optional<Member> member = state.members().of(gone);
          if (member.isEmpty()) {
            done.accept(
                state.members().isDeparted(gone, Starts.number(1, 0))
                    ? Result.ok(Done.DONE)
                    : noSuchNode(gone, state));
            return;
          }
          Optional<String> objection = objection(state, gone);
          if (objection.isPresent()) {
            done.accept(refused(objection.get()));
          } else {
            node.propose(
                new RemoveMember(gone, member.get().incarnation()),
                result -> here(() -> done.accept(removed(result, gone))));
          }
        });
  }

  private static Optional<String> objection(ClusterState state, NodeId gone) {
    List<DatabaseDefinition> held = state.heldBy(gone);
    if (!held.isEmpty()) {
      String names = held.stream().map(it -> needed(it, gone)).collect(Collectors.joining(", "));
      return Optional.of(
          "%s holds %s, nothing was changed | only a node that no database needs can be removed"
              .formatted(gone, names));
    }
    return state.members().size() == 1
        ? Optional.of(gone + " is the last member, nothing was changed | stop it instead")
        : Optional.empty();
  }

  /// A dropped database needs its nodes for as long as it can come back.
  private static String needed(DatabaseDefinition database, NodeId by) {
    String witness = database.ack().replicas().contains(by) ? "" : " (as a witness)";
    String dropped =
        database
            .dropped()
            .map(it -> " (dropped, can come back until " + it.until() + ")")
            .orElse("");
    return database.name() + witness + dropped;
  }

  private Result<Done> removed(Result<Done> result, NodeId gone) {
    ClusterState state = node.view().state();
    return switch (result) {
      case Result.Ok<Done> _ ->
          state.members().contains(gone)
              ? refused(objection(state, gone).orElse("somebody added it again | try again"))
              : Result.ok(Done.DONE);
      case Result.Failed<Done>(Fault fault) -> Result.failed(DefinitionChanges.asUsersSee(fault));
    };
  }

  @Override
  public Reply list() {
    ClusterView view = node.view();
    return Reply.array(
        view.state().members().byId().entrySet().stream()
            .map(each -> line(view, each.getKey(), each.getValue()))
            .toList());
  }

  private Reply line(ClusterView view, NodeId each, Member member) {
    String names =
        view.state().heldBy(each).stream()
            .map(DatabaseDefinition::name)
            .collect(Collectors.joining(","));
    boolean silent = view.isSilent(each, node.options().timings().detection());
    return Reply.map(
        Reply.entry("node", Reply.bulk(each.name())),
        Reply.entry("state", Reply.bulk(silent ? "unreachable" : "up")),
        Reply.entry("control", Reply.bulk(part(each, member))),
        Reply.entry("incarnation", Reply.integer(member.incarnation())),
        Reply.entry("starts", Reply.integer(Starts.count(member.boot()))),
        Reply.entry("resp", Reply.bulk(member.address().clients())),
        Reply.entry("databases", Reply.bulk(names)));
  }

  /// The part that it takes in the control plane's log, as far as this node knows.
  private String part(NodeId each, Member member) {
    return node.controlGroup()
        .map(group ->
            group.voters().contains(member.peer(each))
                ? "voter"
                : group.listeners().contains(member.peer(each)) ? "listener" : "joining")
        .orElse("?");
  }

  /// Looks at the facts once this node knows all that were agreed before.
  private <T> void upToDate(Consumer<Result<T>> done, Consumer<ClusterState> then) {
    node.barrier(reached ->
        here(() -> {
          switch (reached) {
            case Result.Failed<Done>(Fault fault) ->
                done.accept(Result.failed(DefinitionChanges.asUsersSee(fault)));
            case Result.Ok<Done> _ -> {
              ClusterState state = node.view().state();
              if (state.isFormed()) {
                then.accept(state);
              } else {
                done.accept(
                    Result.failed(Fault.notApplied("NOQUORUM", "the cluster is not formed yet")));
              }
            }
          }
        }));
  }

  private void here(Runnable action) {
    env.scheduler().execute(action);
  }

  private static <T> Result<T> noSuchNode(NodeId gone, ClusterState state) {
    return Result.failed(
        Fault.notApplied("ERR", "no node '" + gone + "' | members are " + state.members().ids()));
  }

  private static <T> Result<T> refused(String why) {
    return Result.failed(Fault.notApplied("REFUSED", why));
  }
}
