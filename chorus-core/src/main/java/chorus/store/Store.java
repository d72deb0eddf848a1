package chorus.store;

import chorus.base.Done;
import chorus.base.Lsn;
import chorus.base.Result;
import chorus.env.Completion;
import java.util.List;

/// A storage engine, holding the rows of one shard on one node.
///
/// The log before it makes it durable: its own log, if it has one, is off. Reads may come from the
/// shard's strand while one [#write] runs elsewhere; the caller's [Overlay] hides rows that are
/// half written.
///
/// What the engine finds to be other than what was written it never gives: any read or write throws
/// [RowsDamaged] then, of the store as of its snapshots.
public interface Store extends RowReader {
  /// The position that the rows stand at. After opening: the last durable one.
  Lsn appliedLsn();

  /// Everything up to here survives a power loss without the log. The log is never cut above it.
  Lsn flushedLsn();

  /// Applies the batch atomically, with its LSN. Called away from the strand, one at a time.
  ///
  /// Fault: `DISKFULL`, nothing of the batch was applied and it may be written again. Any other
  /// failure is thrown: damage as [RowsDamaged], the rest stops the replica.
  Result<Done> write(RowBatch batch);

  /// A fixed view of the rows as they are after some whole batch. The caller closes it. May be
  /// called from the strand and away from it.
  StoreSnapshot snapshot();

  /// The files that rows are read from, each to be read again from disk: a read of a row may be
  /// answered from memory, and see nothing of what happened to its file. Called away from the
  /// strand.
  default List<FileCheck> files() {
    return List.of();
  }

  /// Makes what is written so far durable; completes with the new [#flushedLsn]. Faults: `DISKFULL`
  /// (ask again), `CORRUPT` (as [RowsDamaged]), `IO`.
  void flush(Completion<Lsn> done);

  /// Gives up files and memory; what was not flushed may be lost (the log has it). No read follows
  /// on the strand.
  ///
  /// Files are given up behind the work that the strand has offloaded so far, snapshots keep what
  /// they need until they are closed. So whoever deletes or opens the directory again does it in
  /// the completion of an offload that follows.
  void close();
}
