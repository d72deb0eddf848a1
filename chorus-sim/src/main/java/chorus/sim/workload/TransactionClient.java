package chorus.sim.workload;

import chorus.resp.Reply;
import chorus.sim.check.ListOperation;
import chorus.sim.check.ListTransaction;
import chorus.sim.check.Verdicts;
import chorus.sim.cluster.SimCluster;
import chorus.sim.workload.TransactionAttempt.Command;
import chorus.sim.world.World;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A client that appends to lists and reads them in transactions, through whichever node. It sends
/// MULTI, the commands and EXEC in one write, in one case of four after it has watched a list and
/// read it. It hangs up when its patience ends, and never sends a transaction again.
public final class TransactionClient {
  private static final int MOST_COMMANDS = 4;
  private static final int READ_AT_ONCE = 8;

  private final World world;
  private final int number;
  private final TransactionHistory history;
  private final Verdicts verdicts;
  private final RandomGenerator random;
  private final Dial<Command> dial;
  private final NextStep next;
  private final int thinkMillis;
  private final int patienceMillis;
  private final ArrayDeque<List<ListOperation>> toReadBack = new ArrayDeque<>();
  private @Nullable TransactionAttempt current;
  private boolean finished;

  public TransactionClient(
      SimCluster cluster, int number, TransactionHistory history, Verdicts verdicts) {
    this.world = cluster.world();
    this.number = number;
    this.history = history;
    this.verdicts = verdicts;
    this.random = world.entropy().fork("transaction client/" + number);
    this.next = new NextStep(world);
    this.dial = new Dial<>(cluster, random, Redirects.drawn(world, "t" + number), new Ear());
    this.thinkMillis = 5 + random.nextInt(100);
    this.patienceMillis = 500 + random.nextInt(6000);
  }

  public void start() {
    next.in(thinkMillis, this::ask);
  }

  /// Nothing new. What is under way is waited for.
  public void finish() {
    finished = true;
  }

  /// Whether nothing is under way, and all is read back that was to be.
  public boolean isIdle() {
    return current == null && toReadBack.isEmpty();
  }

  /// Reads every list, each until that is answered, so that an append that was lost at the very end
  /// is missed.
  public void readBack() {
    var reads = new ArrayList<ListOperation>();
    history.keys().forEach(key -> reads.add(new ListOperation.Read(key, List.of())));
    for (int from = 0; from < reads.size(); from += READ_AT_ONCE) {
      toReadBack.add(reads.subList(from, Math.min(reads.size(), from + READ_AT_ONCE)));
    }
    next.in(1, this::ask);
  }

  private void ask() {
    if (!toReadBack.isEmpty()) {
      begin(new TransactionAttempt(number, toReadBack.getFirst(), Optional.empty()));
    } else if (!finished) {
      begin(drawn());
    }
  }

  private TransactionAttempt drawn() {
    Optional<String> watched =
        random.nextInt(4) == 0 ? Optional.of(history.toRead(random)) : Optional.empty();
    var operations = new ArrayList<ListOperation>();
    for (int left = 1 + random.nextInt(MOST_COMMANDS); left > 0; left--) {
      operations.add(
          random.nextBoolean()
              ? new ListOperation.Read(history.toRead(random), List.of())
              : ListOperation.Append.unanswered(history.toAppendTo(random), history.freshValue()));
    }
    return new TransactionAttempt(number, operations, watched);
  }

  private void begin(TransactionAttempt attempt) {
    current = attempt;
    Line<Command> open = dial.line();
    if (attempt.watches()) {
      open.send(attempt.before(), attempt.wordsBefore(world.nowNanos()));
    } else {
      open.send(attempt.commands(), attempt.words(world.nowNanos()));
    }
    next.in(patienceMillis, this::giveUp);
  }

  /// No answer came in time.
  private void giveUp() {
    dial.hangUp();
    TransactionAttempt attempt = current;
    if (attempt != null && attempt.isSent()) {
      history.add(attempt.open());
    }
    goOn();
  }

  private void ended(ListTransaction transaction) {
    history.add(transaction);
    if (transaction.outcome() == ListTransaction.Outcome.COMMITTED && !toReadBack.isEmpty()) {
      toReadBack.removeFirst();
    }
    goOn();
  }

  private void goOn() {
    current = null;
    next.in(1 + random.nextInt(2 * thinkMillis), this::ask);
  }

  private void heard(Command command, Reply reply) {
    TransactionAttempt attempt = command.attempt();
    if (attempt != current) {
      return;
    }
    Redirects.target(reply).ifPresent(dial::goTo);
    switch (command.part()) {
      case WATCH, MULTI -> expect(attempt, reply, Reply.OK);
      case QUEUED -> expect(attempt, reply, Reply.QUEUED);
      case READ_BEFORE -> heardBefore(attempt, reply);
      case EXEC -> ended(attempt, reply);
    }
  }

  /// A command that is to do nothing yet. An error says that it will not be done at all.
  private void expect(TransactionAttempt attempt, Reply reply, Reply usual) {
    if (!reply.equals(usual)) {
      attempt.refused();
      boolean isDenied = Verdict.of(reply) == Verdict.NOT_APPLIED;
      verdicts.require(Client.KNOWN_ERRORS, isDenied, "instead of", attempt, usual, reply);
    }
  }

  private void heardBefore(TransactionAttempt attempt, Reply reply) {
    Optional<ListTransaction> read = attempt.readBefore(reply, world.nowNanos());
    read.ifPresent(history::add);
    boolean isUnread = Verdict.of(reply) != Verdict.ANSWERED;
    verdicts.require(Client.KNOWN_ERRORS, read.isPresent() || isUnread, "no list", attempt, reply);
    Line<Command> open = dial.open();
    if (read.isEmpty() || attempt.isRefused() || open == null) {
      dial.hangUp();
      goOn();
    } else {
      open.send(attempt.commands(), attempt.words(world.nowNanos()));
      next.in(patienceMillis, this::giveUp);
    }
  }

  private void ended(TransactionAttempt attempt, Reply reply) {
    long now = world.nowNanos();
    switch (reply) {
      case Reply.Array(var replies) when !attempt.isRefused() ->
          ended(attempt.committed(replies, now).orElseGet(() -> unknown(attempt, reply)));
      case Reply.Null(), Reply.NullArray() when attempt.watches() -> ended(attempt.failed(now));
      case Reply.Error error when error.prefix().equals("EXECABORT") -> ended(attempt.failed(now));
      case Reply.Error error ->
          ended(
              switch (Verdict.of(error)) {
                case NOT_APPLIED -> attempt.failed(now);
                case INDETERMINATE -> attempt.open();
                case ANSWERED, UNKNOWN -> unknown(attempt, reply);
              });
      default -> ended(unknown(attempt, reply));
    }
  }

  /// An answer that no documentation explains.
  private ListTransaction unknown(TransactionAttempt attempt, Reply reply) {
    verdicts.broken(Client.KNOWN_ERRORS, attempt + ": " + reply);
    return attempt.open();
  }

  private final class Ear implements Line.Owner<Command> {
    @Override
    public void heard(Command command, Reply reply) {
      TransactionClient.this.heard(command, reply);
    }

    @Override
    public void heardUnasked() {
      verdicts.broken(Client.KNOWN_ERRORS, "t" + number + " got a reply that it did not ask for");
    }

    @Override
    public void heardAll(Line<Command> from) {}

    @Override
    public void lost(Line<Command> from) {
      TransactionAttempt attempt = current;
      if (dial.isAt(from) && attempt != null) {
        if (attempt.isSent()) {
          boolean wasSeen = from.wasAccepted();
          history.add(wasSeen ? attempt.open() : attempt.failed(world.nowNanos()));
        }
        goOn();
      }
    }
  }
}
