package chorus.sim.meta;

import chorus.base.Done;
import chorus.base.Fault;
import chorus.base.NodeId;
import chorus.base.Result;
import chorus.env.Completion;
import chorus.env.Env;
import chorus.env.MetaLog;
import chorus.env.MetaMachine;
import chorus.env.MetaMembers;
import chorus.resp.Bytes;
import chorus.sim.world.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The log as one process of one node sees it.
final class SimMetaLog implements MetaLog {
  private static final long DEADLINE_NANOS = 3_000_000_000L;
  private static final long RETRY_NANOS = 100_000_000;

  private final MetaGroup group;
  private final NodeId node;
  private final Run run;
  private final Env strand;
  private final List<Waiting> waiting = new ArrayList<>();
  private @Nullable MetaMachine machine;
  private int known;
  private int applied;
  private boolean feeding;

  SimMetaLog(MetaGroup group, NodeId node, Run run, Env strand) {
    this.group = group;
    this.node = node;
    this.run = run;
    this.strand = strand;
  }

  @Override
  public void start(MetaMachine machine) {
    this.machine = machine;
    MetaSnapshot own = group.ownSnapshot(node);
    if (own.index() > 0) {
      machine.restore(own.state());
      applied = own.index();
    }
    known = applied;
    learn(group.rememberedEnd(node));
    if (node.equals(group.leader())) {
      leadershipGained();
    }
  }

  /// Whether its process has ended.
  boolean isGone() {
    return run.isGone();
  }

  @Override
  public void stop() {
    machine = null;
    waiting.clear();
  }

  @Override
  public void propose(Bytes command, Completion<Done> done) {
    send(new Proposal(command, done, group.nowNanos() + DEADLINE_NANOS));
  }

  private void send(Proposal proposal) {
    if (run.isGone() || proposal.answered) {
      return;
    }
    if (group.nowNanos() >= proposal.deadlineNanos) {
      proposal.end(strand, proposal.failure());
      return;
    }
    NodeId leader = group.reachableLeader(node);
    if (leader != null && !proposal.handedIn) {
      group.later(() -> handIn(proposal, leader));
    }
    group.after(RETRY_NANOS, () -> send(proposal));
  }

  private void handIn(Proposal proposal, NodeId leader) {
    boolean arrived = leader.equals(group.reachableLeader(node)) && !proposal.handedIn;
    if (arrived && group.append(leader, proposal.command, index -> answer(proposal, index))) {
      proposal.handedIn = true;
    }
  }

  private void answer(Proposal proposal, int index) {
    group.later(() -> {
      if (group.reachableLeader(node) != null) {
        whenApplied(index, () -> proposal.end(strand, Result.ok(Done.DONE)));
      }
    });
  }

  @Override
  public void barrier(Completion<Done> done) {
    ask(new Proposal(Bytes.EMPTY, done, group.nowNanos() + DEADLINE_NANOS));
  }

  private void ask(Proposal question) {
    if (run.isGone() || question.answered) {
      return;
    }
    if (group.nowNanos() >= question.deadlineNanos) {
      question.end(strand, question.failure());
      return;
    }
    NodeId leader = group.reachableLeader(node);
    if (leader != null) {
      group.later(() -> confirm(question, leader));
    }
    group.after(RETRY_NANOS, () -> ask(question));
  }

  private void confirm(Proposal question, NodeId leader) {
    int end = group.confirmedEnd(leader);
    if (end != MetaGroup.NOWHERE && group.reachableLeader(node) != null) {
      group.later(() -> whenApplied(end, () -> question.end(strand, Result.ok(Done.DONE))));
    }
  }

  @Override
  public Optional<MetaMembers> members() {
    return group.seenBy(node);
  }

  @Override
  public void change(MetaMembers wanted, Completion<Done> done) {
    var change = new Proposal(Bytes.EMPTY, done, group.nowNanos() + DEADLINE_NANOS);
    group.later(() -> {
      change.handedIn = group.change(node, wanted, () -> change.end(strand, Result.ok(Done.DONE)));
      if (!change.handedIn) {
        change.end(strand, change.failure());
      }
    });
    group.after(DEADLINE_NANOS, () -> change.end(strand, change.failure()));
  }

  void leadershipGained() {
    onMachine(MetaMachine::leadershipGained);
  }

  void leadershipLost() {
    onMachine(MetaMachine::leadershipLost);
  }

  private void onMachine(Consumer<MetaMachine> news) {
    strand
        .scheduler()
        .execute(() -> {
          MetaMachine fed = machine;
          if (fed != null) {
            news.accept(fed);
          }
        });
  }

  /// The log is committed up to `end`.
  void learn(int end) {
    if (end > known) {
      known = end;
    }
    if (applied < known && !feeding && machine != null) {
      feeding = true;
      strand.scheduler().execute(this::feed);
    }
  }

  private void feed() {
    feeding = false;
    MetaMachine fed = machine;
    if (fed == null) {
      return;
    }
    if (group.isCut(applied)) {
      MetaSnapshot snapshot = group.offered();
      fed.restore(snapshot.state());
      applied = snapshot.index();
    }
    while (applied < known) {
      fed.apply(group.command(applied));
      applied++;
      if (group.wantsSnapshot(applied)) {
        group.snapshot(node, applied, fed.snapshot());
      }
    }
    settle();
  }

  private void whenApplied(int index, Runnable action) {
    waiting.add(new Waiting(index, action));
    learn(index);
    settle();
  }

  private void settle() {
    for (Waiting each : List.copyOf(waiting)) {
      if (each.index() <= applied) {
        waiting.remove(each);
        each.action().run();
      }
    }
  }

  private record Waiting(int index, Runnable action) {}

  /// A proposal or a question that is under way.
  private static final class Proposal {
    private final Bytes command;
    private final Completion<Done> done;
    private final long deadlineNanos;
    private boolean handedIn;
    private boolean answered;

    Proposal(Bytes command, Completion<Done> done, long deadlineNanos) {
      this.command = command;
      this.done = done;
      this.deadlineNanos = deadlineNanos;
    }

    Result<Done> failure() {
      return Result.failed(
          handedIn
              ? Fault.indeterminate("UNKNOWN", "the meta log did not answer in time")
              : Fault.notApplied("NOLEADER", "the meta log took nothing"));
    }

    void end(Env strand, Result<Done> result) {
      if (!answered) {
        answered = true;
        strand.scheduler().execute(() -> done.complete(result));
      }
    }
  }
}
