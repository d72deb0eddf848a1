package chorus.single;

import chorus.base.Lsn;
import chorus.definition.AckLevel;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import java.util.ArrayList;
import java.util.List;

/// A batch on its way through a leader: which commands ran, what they answer, and what each reply
/// waits for.
final class BatchRun implements Comparable<BatchRun> {
  private final Batch batch;
  private final long sequence;
  private long deadlineNanos;
  private final List<Reply> replies;
  private final List<Lsn> gates;
  private final List<Lsn> appended;
  private Lsn gate = Lsn.NONE;
  private long waitUntilNanos;
  private boolean waits;
  private boolean unblocked;

  /// `sequence` orders batches with equal gates.
  BatchRun(Batch batch, long sequence, long deadlineNanos) {
    this.batch = batch;
    this.sequence = sequence;
    this.deadlineNanos = deadlineNanos;
    int size = batch.commands().size();
    this.replies = new ArrayList<>(size);
    this.gates = new ArrayList<>(size);
    this.appended = new ArrayList<>(size);
  }

  /// See [#BatchRun]: it rises with the coming of batches.
  long sequence() {
    return sequence;
  }

  boolean hasNext() {
    return replies.size() < batch.commands().size();
  }

  List<Bytes> next() {
    return batch.commands().get(replies.size());
  }

  /// The next command changed nothing; its reply waits for `observed`.
  void answered(Reply reply, Lsn observed) {
    add(reply, observed, Lsn.NONE);
  }

  /// The next command's change is the record at `lsn`; [Lsn#NONE] if it is committed long since.
  void changed(Reply reply, Lsn lsn) {
    add(reply, lsn, lsn);
  }

  /// The position that must be committed before the whole batch is answered.
  Lsn gate() {
    return gate;
  }

  Batch.Answer answer() {
    return batch.answer();
  }

  /// The next command waits for a key, until `nanos` or until it first was to wait if it waited
  /// before; gives the time that holds.
  long waitUntil(long nanos) {
    if (!waits) {
      waits = true;
      waitUntilNanos = nanos;
    }
    return waitUntilNanos;
  }

  /// A new deadline, for a batch that went on after it had waited.
  void answerBy(long nanos) {
    deadlineNanos = nanos;
  }

  /// Where its writes must be, beyond what the database asks for.
  AckLevel level() {
    return batch.level();
  }

  /// The last record that it made; [Lsn#NONE] if none.
  Lsn written() {
    return appended.stream().reduce(Lsn.NONE, Lsn::max);
  }

  boolean wroteNothing() {
    return written().equals(Lsn.NONE);
  }

  boolean isOverdue(long nowNanos) {
    return nowNanos - deadlineNanos > 0;
  }

  /// The next command was told to wait no longer, and is about to be answered therefore.
  void unblocked() {
    unblocked = true;
  }

  /// Every reply is true.
  void succeed() {
    if (unblocked) {
      batch.answer().unblocked(replies);
    } else {
      batch.answer().replies(replies);
    }
  }

  /// The database's mode is satisfied, and the connection's wish was not in time.
  void answerUnconfirmed(String why) {
    List<Reply> honest = new ArrayList<>(replies.size());
    for (int i = 0; i < replies.size(); i++) {
      honest.add(
          appended.get(i).equals(Lsn.NONE)
              ? replies.get(i)
              : Reply.error(
                  "INDETERMINATE",
                  "written as the database asks, and not on as many replicas as this connection"
                      + " asks | "
                      + why));
    }
    batch.answer().replies(honest);
  }

  /// Nothing was appended for this batch, and nobody may lead here.
  void notLeading() {
    batch.answer().notLeading();
  }

  /// The leadership ended: where nothing was written, another leader may run it.
  void end(Lsn committed, String why) {
    if (wroteNothing()) {
      notLeading();
    } else {
      answerHonestly(committed, why);
    }
  }

  /// The end is open: what is committed is answered, a change that may still happen says so, and so
  /// does a read that saw one; commands that never ran did not happen. `why` is part of each error.
  void answerHonestly(Lsn committed, String why) {
    List<Reply> honest = new ArrayList<>(batch.commands().size());
    for (int i = 0; i < batch.commands().size(); i++) {
      if (i >= replies.size()) {
        honest.add(Reply.error("UNAVAILABLE", "not executed | " + why + " | safe to retry"));
      } else if (!gates.get(i).isAfter(committed)) {
        honest.add(replies.get(i));
      } else if (appended.get(i).equals(Lsn.NONE)) {
        honest.add(
            Reply.error("UNAVAILABLE", "the read saw a write that is not committed | " + why));
      } else {
        honest.add(
            Reply.error(
                "INDETERMINATE", "the write may or may not happen | " + why + " | read it back"));
      }
    }
    batch.answer().replies(honest);
  }

  @Override
  public int compareTo(BatchRun other) {
    int byGate = gate.compareTo(other.gate);
    return byGate != 0 ? byGate : Long.compare(sequence, other.sequence);
  }

  private void add(Reply reply, Lsn waitsFor, Lsn lsn) {
    waits = false;
    replies.add(reply);
    gates.add(waitsFor);
    appended.add(lsn);
    gate = Lsn.max(gate, waitsFor);
  }
}
