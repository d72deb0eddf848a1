package chorus.node;

import chorus.base.Done;
import chorus.base.NodeId;
import chorus.base.Result;
import chorus.base.Starts;
import chorus.cluster.ClusterState;
import chorus.cluster.Member;
import chorus.cluster.Members;
import chorus.cluster.MetaCodec;
import chorus.cluster.MetaCommand.RenewMember;
import chorus.env.Env;
import chorus.env.MetaLog;
import chorus.wire.ArrivalVerdict;
import chorus.wire.PeerMessage.ArrivalAnswer;
import chorus.wire.PeerMessage.ArrivalAsk;
import chorus.wire.PeerMessage.MemberEntry;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/// Says to nodes that are about to start what the cluster knows of them, and has those that lost
/// their past come back as another incarnation ([Arrival] asks). On the control strand.
final class Arrivals {
  private final Env env;
  private final NodeOptions options;
  private final MetaLog metaLog;
  private final Witness witness;
  private final OwnStart ownStart;
  private final MemberListener listener;
  private final Supplier<ClusterState> state;
  private final Set<NodeId> underWay = new TreeSet<>();

  Arrivals(
      Env env,
      NodeOptions options,
      MetaLog metaLog,
      Witness witness,
      OwnStart ownStart,
      MemberListener listener,
      Supplier<ClusterState> state) {
    this.env = env;
    this.options = options;
    this.metaLog = metaLog;
    this.witness = witness;
    this.ownStart = ownStart;
    this.listener = listener;
    this.state = state;
  }

  /// `from` asks. What this node knows may be enough for it to see that it is not who it was; that
  /// it is can only be said by who knows all that is agreed.
  void asked(NodeId from, ArrivalAsk ask) {
    ClusterState known = state.get();
    Optional<Member> member = known.members().of(from);
    if (!known.isFormed()) {
      ArrivalVerdict verdict =
          options.past().knowsOfCluster() ? ArrivalVerdict.ARRIVING : ArrivalVerdict.NO_CLUSTER;
      answer(from, ArrivalAnswer.of(verdict, options.past().knownStart(from)));
    } else if (member.isPresent() && ask.outlived() != ArrivalAsk.NONE) {
      comesBack(from, member.get(), ask.outlived());
    } else if (underWay.add(from)) {
      say(from, ownStart.isKnown(known) ? ArrivalVerdict.HEARSAY : ArrivalVerdict.ARRIVING);
      metaLog.barrier(reached -> {
        underWay.remove(from);
        if (reached instanceof Result.Ok<Done>) {
          tell(from);
        }
      });
    }
  }

  /// This node knows all that was agreed before `from` asked.
  private void tell(NodeId from) {
    Members members = state.get().members();
    if (members.contains(from)) {
      say(from, ArrivalVerdict.AGREED);
    } else {
      Member former = members.departed().get(from);
      if (former != null) {
        listener.strayed(from, former.address());
      }
      say(from, ArrivalVerdict.NO_MEMBER);
    }
  }

  private void say(NodeId to, ArrivalVerdict verdict) {
    long known = state.get().members().of(to).map(Member::boot).orElse(ArrivalAsk.NONE);
    answer(to, ArrivalAnswer.of(verdict, known));
  }

  /// A member that lost what it had since its start `outlived` asks. An incarnation that was made
  /// for it, and has not started yet, has given its word to nobody.
  private void comesBack(NodeId from, Member member, long outlived) {
    if (isFreshSince(outlived, member)) {
      answer(from, anew(member));
    } else if (member.boot() != outlived) {
      say(from, ArrivalVerdict.HEARSAY);
    } else if (isHeard(from)) {
      answer(from, waits("another process of " + from + " runs, or did a moment ago"));
    } else if (underWay.add(from)) {
      answer(from, waits("it has to be agreed that " + from + " comes back without its data"));
      metaLog.propose(
          MetaCodec.encode(new RenewMember(from, outlived)),
          result -> {
            underWay.remove(from);
            state
                .get()
                .members()
                .of(from)
                .filter(now -> isFreshSince(outlived, now))
                .ifPresent(now -> answer(from, anew(now)));
          });
    }
  }

  /// Whether `member` is an incarnation that has not started, made since `start`, or is what an
  /// asker takes for that start, since it was told of nothing else.
  private static boolean isFreshSince(long start, Member member) {
    boolean isLater = member.incarnation() > Starts.incarnation(start);
    return !member.hasStarted() && (isLater || member.boot() == start);
  }

  private ArrivalAnswer anew(Member member) {
    List<MemberEntry> all =
        state.get().members().byId().entrySet().stream()
            .map(each ->
                new MemberEntry(
                    each.getKey(), each.getValue().incarnation(), each.getValue().address()))
            .toList();
    return new ArrivalAnswer(ArrivalVerdict.ANEW, 0, "", member.incarnation(), all);
  }

  private static ArrivalAnswer waits(String why) {
    return new ArrivalAnswer(ArrivalVerdict.WAIT, 0, why, 0, List.of());
  }

  /// Whether a process of `node` may be alive, as far as this node can tell.
  private boolean isHeard(NodeId node) {
    return witness.certainSilence(node) <= options.timings().detection().toNanos();
  }

  private void answer(NodeId to, ArrivalAnswer answer) {
    env.network().send(to, answer);
  }
}
