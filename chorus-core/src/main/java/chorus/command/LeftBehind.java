package chorus.command;

import chorus.base.NodeId;
import chorus.definition.DatabaseDefinition;
import chorus.diverged.Discarded;
import chorus.diverged.DivergedPage;
import chorus.diverged.RedoTerms;
import chorus.diverged.Redone;
import chorus.diverged.Selection;
import chorus.env.Completion;

/// What a command may ask about the writes that elections left behind on the node that answers. A
/// node without a replica of the database has none. Each `done` is completed once, now or later;
/// each may fail with `UNAVAILABLE` while the replica is not open.
public interface LeftBehind {
  /// The node that answers.
  NodeId node();

  /// The first of the writes that `which` takes, at most `count`. Fault: `IO`.
  void page(DatabaseDefinition database, Selection which, int count, Completion<DivergedPage> done);

  /// Does writes again at the leader, one after another; what is on a majority then leaves the
  /// store. Fault: `REFUSED` while another change is under way.
  void redo(DatabaseDefinition database, Selection which, RedoTerms terms, Completion<Redone> done);

  /// Deletes writes. Faults: `REFUSED` while another change is under way, `CORRUPT`, `DISKFULL`,
  /// `IO`.
  void discard(DatabaseDefinition database, Selection which, Completion<Discarded> done);
}
