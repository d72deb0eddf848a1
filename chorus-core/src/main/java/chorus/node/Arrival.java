package chorus.node;

import chorus.base.NodeId;
import chorus.base.Starts;
import chorus.env.Env;
import chorus.env.Message;
import chorus.env.Timer;
import chorus.wire.ArrivalVerdict;
import chorus.wire.PeerMessage.ArrivalAnswer;
import chorus.wire.PeerMessage.ArrivalAsk;
import chorus.wire.PeerMessage.MemberEntry;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a process finds out before it takes part in anything: whether its directory is what the
/// cluster knows last of its node (F17, decision 0021). Whoever lost the past must neither vote nor
/// count as who it was; so the others are asked, and a node with an empty directory waits for an
/// answer as long as it takes.
///
/// On the control strand. Used once.
public final class Arrival {
  /// For so long a node with a directory waits for somebody who knows of it: where nobody is there,
  /// everybody starts at the same time.
  static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Env env;
  private final Past past;
  private final Set<NodeId> others;
  private final Consumer<Outcome> done;
  private final Map<NodeId, ArrivalVerdict> heard = new TreeMap<>();
  private final long beganAt;
  private @Nullable Timer asking;
  private long outlived = ArrivalAsk.NONE;
  private final AtomicReference<String> waitsFor = new AtomicReference<>("");
  private boolean over;

  /// How the node may start.
  public sealed interface Outcome {
    /// With what it has; an empty directory is the beginning of a cluster. A node that was removed
    /// learns that when it takes part.
    record AsItIs() implements Outcome {}

    /// As this incarnation, one of these members, and with nothing of what it has.
    record Anew(int incarnation, List<MemberEntry> members) implements Outcome {}

    /// Not at all: there is a cluster, which goes on without this node.
    record NotAMember() implements Outcome {}
  }

  private Arrival(Env env, Past past, Set<NodeId> others, Consumer<Outcome> done) {
    this.env = env;
    this.past = past;
    this.others = Collections.unmodifiableSet(new TreeSet<>(others));
    this.done = done;
    this.beganAt = env.clock().monotonicNanos();
  }

  /// Asks `others` about the node whose directory tells of `past`.
  public static Arrival begin(Env env, Past past, Set<NodeId> others, Consumer<Outcome> done) {
    Arrival arrival = new Arrival(env, past, others, done);
    env.scheduler().execute(arrival::ask);
    return arrival;
  }

  /// Why it takes so long, in words for people. Any strand may call it.
  public String waitsFor() {
    return waitsFor.get();
  }

  private void ask() {
    decide();
    if (over) {
      return;
    }
    for (NodeId each : others) {
      env.network().send(each, new ArrivalAsk(outlived));
    }
    asking = env.scheduler().after(PAUSE, this::ask);
  }

  /// A message came; what others say to a node that takes part is lost.
  public void receive(NodeId from, Message message) {
    if (over) {
      return;
    }
    switch (message) {
      case ArrivalAsk _ -> {
        ArrivalVerdict verdict =
            past.knowsOfCluster() ? ArrivalVerdict.ARRIVING : ArrivalVerdict.NO_CLUSTER;
        env.network().send(from, ArrivalAnswer.of(verdict, past.knownStart(from)));
      }
      case ArrivalAnswer answer when others.contains(from) -> answered(from, answer);
      default -> {}
    }
  }

  private void answered(NodeId from, ArrivalAnswer answer) {
    heard.put(from, answer.verdict());
    if (answer.boot() != ArrivalAsk.NONE && past.lacks(answer.boot())) {
      outlived(from, answer.boot());
    }
    switch (answer.verdict()) {
      case NO_CLUSTER, ARRIVING, HEARSAY -> decide();
      case AGREED -> {
        if (outlived == ArrivalAsk.NONE) {
          end(new Outcome.AsItIs());
        }
      }
      case ANEW -> end(new Outcome.Anew(answer.incarnation(), answer.members()));
      case NO_MEMBER -> end(past.isEmpty() ? new Outcome.NotAMember() : new Outcome.AsItIs());
      case WAIT -> waitsFor.set(from + " says: " + answer.why());
    }
  }

  /// Whoever is told of a start that its directory lacks, while it is alive, is not who it was.
  private void outlived(NodeId from, long known) {
    if (outlived == ArrivalAsk.NONE || Starts.isAfter(known, outlived)) {
      outlived = known;
      env.network().send(from, new ArrivalAsk(outlived));
    }
  }

  /// An empty directory is a beginning only where all begin: anybody else may have met this node
  /// before. Where there is a directory, and all who could know better have just started too, they
  /// find out together.
  private void decide() {
    if (outlived != ArrivalAsk.NONE) {
      return;
    }
    boolean allTold =
        others.stream().allMatch(each -> past.isEmpty() ? hasNoCluster(each) : hasBegun(each));
    boolean isLate = env.clock().monotonicNanos() - beganAt >= PATIENCE.toNanos();
    if (allTold || (isLate && !past.isEmpty())) {
      end(new Outcome.AsItIs());
    } else if (waitsFor.get().isEmpty()) {
      waitsFor.set("its directory is empty, and " + others + " have to say whether it ever ran");
    }
  }

  private boolean hasNoCluster(NodeId node) {
    return heard.get(node) == ArrivalVerdict.NO_CLUSTER;
  }

  private boolean hasBegun(NodeId node) {
    return hasNoCluster(node) || heard.get(node) == ArrivalVerdict.ARRIVING;
  }

  private void end(Outcome outcome) {
    if (!over) {
      over = true;
      if (asking != null) {
        asking.cancel();
      }
      done.accept(outcome);
    }
  }
}
