package chorus.node;

import chorus.base.Limits;
import chorus.command.Args;
import chorus.command.CommandSpec;
import chorus.command.Handler;
import chorus.command.Lookup;
import chorus.command.SessionContext;
import chorus.command.transaction.ExecCommand;
import chorus.command.transaction.Watched;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// What one connection has queued since MULTI, and what it watches. On the gateway's strand.
///
/// Commands on rows travel to the leader together. Those that need the connection alone run here,
/// once the answer of the others is known.
final class Transaction {
  private static final Reply CROSSES =
      Reply.error("CROSSDB", "the watched keys are in another database | UNWATCH them first");

  private final List<Lookup.Found> queue = new ArrayList<>();
  private Watched watched = Watched.nothing();

  /// The database of the watched keys, if there are any.
  private int watchedIn;

  private boolean open;

  /// A command was refused: EXEC does nothing.
  private boolean refused;

  /// Whether commands are to be queued.
  boolean isOpen() {
    return open;
  }

  /// Whether EXEC depends on keys that are watched.
  boolean watches() {
    return !watched.keys().isEmpty();
  }

  /// The commands that are queued, in order.
  List<Lookup.Found> queued() {
    return List.copyOf(queue);
  }

  /// How many.
  int size() {
    return queue.size();
  }

  /// Bytes of their words.
  long bytes() {
    return queue.stream().mapToLong(each -> each.args().bytes()).sum();
  }

  /// Whether one of them may write.
  boolean writes() {
    return queue.stream().anyMatch(each -> each.spec().isWrite());
  }

  /// MULTI.
  Reply begin() {
    if (open) {
      return Reply.error("ERR", "MULTI calls can not be nested");
    }
    open = true;
    return Reply.OK;
  }

  /// A command between MULTI and EXEC, in the database `index`.
  Reply add(Lookup lookup, int index) {
    return switch (lookup) {
      case Lookup.Rejected(Reply reply) -> refuse(reply);
      case Lookup.Found found ->
          refusal(found, index).map(this::refuse).orElseGet(() -> queue(found));
    };
  }

  private Reply queue(Lookup.Found found) {
    queue.add(found);
    return Reply.QUEUED;
  }

  /// A command between MULTI and EXEC is answered with an error: EXEC will do nothing.
  Reply refuse(Reply why) {
    refused = true;
    queue.clear();
    return why;
  }

  private Optional<Reply> refusal(Lookup.Found found, int index) {
    CommandSpec spec = found.spec();
    if (queue.size() >= Limits.TRANSACTION_COMMANDS) {
      return error("a transaction has at most " + Limits.TRANSACTION_COMMANDS + " commands");
    }
    if (!spec.isInTransactions()) {
      return error("Command not allowed inside a transaction");
    }
    return spec.isForEveryDatabase() || leaves(found, index)
        ? Optional.of(
            Reply.error("CROSSDB", "a transaction stays in one database | " + spec.name()))
        : Optional.empty();
  }

  /// Whether it is a SELECT of another database.
  private static boolean leaves(Lookup.Found found, int index) {
    Args args = found.args();
    return found.spec().name().equals("select") && !args.is(1, Integer.toString(index));
  }

  private static Optional<Reply> error(String text) {
    return Optional.of(Reply.error("ERR", text));
  }

  /// DISCARD.
  Reply discard() {
    if (!open) {
      return Reply.error("ERR", "DISCARD without MULTI");
    }
    end();
    return Reply.OK;
  }

  /// Why WATCH is refused in the database `index`, if it is.
  Optional<Reply> watchRefusal(int index) {
    if (open) {
      return error("WATCH inside MULTI is not allowed");
    }
    return leavesWatched(index) ? Optional.of(CROSSES) : Optional.empty();
  }

  /// WATCH was answered by the leader of the database `index`.
  Reply watch(List<Bytes> keys, Reply answer, int index) {
    if (!(answer instanceof Reply.Array(List<Reply> what))) {
      return answer;
    }
    watched = watched.and(Watched.of(keys, what));
    watchedIn = index;
    return Reply.OK;
  }

  /// UNWATCH.
  Reply unwatch() {
    watched = Watched.nothing();
    return Reply.OK;
  }

  private boolean leavesWatched(int index) {
    return !watched.keys().isEmpty() && watchedIn != index;
  }

  /// Why EXEC is refused in the database `index`, if it is; a transaction with refused commands, or
  /// that watches keys of another database, ends so.
  Optional<Reply> refusal(int index) {
    if (!open) {
      return error("EXEC without MULTI");
    }
    if (leavesWatched(index)) {
      end();
      return Optional.of(CROSSES);
    }
    if (refused) {
      end();
      return Optional.of(
          Reply.error("EXECABORT", "Transaction discarded because of previous errors."));
    }
    return Optional.empty();
  }

  /// What EXEC sends to the leader; empty if no row is read, written or watched.
  Optional<List<Bytes>> words() {
    List<List<Bytes>> commands =
        queue.stream().filter(Transaction::isOnRows).map(each -> each.args().words()).toList();
    return commands.isEmpty() && watched.keys().isEmpty()
        ? Optional.empty()
        : Optional.of(ExecCommand.words(watched, commands));
  }

  /// The answer of EXEC, after the leader's to [#words()]; an empty array where there was none.
  Reply end(Reply answer, SessionContext context) {
    List<Lookup.Found> all = List.copyOf(queue);
    end();
    if (!(answer instanceof Reply.Array(List<Reply> ofRows))) {
      return answer;
    }
    Iterator<Reply> next = ofRows.iterator();
    List<Reply> replies = new ArrayList<>(all.size());
    for (Lookup.Found each : all) {
      replies.add(
          each.handler() instanceof Handler.Session session
              ? session.run(context, each.args())
              : isOnRows(each) ? next.next() : unwatch());
    }
    return Reply.array(replies);
  }

  private static boolean isOnRows(Lookup.Found found) {
    return found.handler() instanceof Handler.Data;
  }

  /// Forgets everything.
  void end() {
    open = false;
    refused = false;
    queue.clear();
    watched = Watched.nothing();
  }
}
