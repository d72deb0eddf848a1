package chorus.env;

import chorus.base.Done;
import chorus.resp.Bytes;
import java.util.Optional;

/// The control plane's replicated log: few facts, totally ordered, linearizable. Production runs
/// Apache Ratis behind it, the simulator a model with the faults that a real one shows.
///
/// Members, definitions, epochs and synchronous sets go through it; heartbeats and writes never do.
public interface MetaLog {
  /// Begins to feed `machine`, always on the strand that calls this. What was committed before is
  /// replayed to it, from the last snapshot on, so `apply` may see a command again after a restart.
  void start(MetaMachine machine);

  /// Completes when the command was committed *and* applied to this node's machine. Faults:
  /// `NOLEADER` (not applied), `UNKNOWN` (indeterminate: it may be committed, now or later). A
  /// command that is proposed once may be committed twice: commands are conditional on the state
  /// that they change.
  void propose(Bytes command, Completion<Done> done);

  /// Completes when this node's machine has applied everything that was committed before the call.
  void barrier(Completion<Done> done);

  /// Who takes part, as this node learnt from the log; it may be outdated, but it was committed.
  /// Empty if it has not heard yet. Any strand may ask.
  Optional<MetaMembers> members();

  /// Makes `members` those who take part, by a change that old and new majorities both decide.
  /// Nothing that was committed is lost by it. Completes when it is committed; if they take part
  /// already, at once. Whoever is new must be running, or the change is refused as a whole, so that
  /// nobody counts who has nothing.
  ///
  /// Asked of the node that leads the log, which may take itself out. Faults: `NOLEADER` (nothing
  /// was done: another one leads, another change is under way, or a newcomer does not answer),
  /// `UNKNOWN` (it may be done, now or later).
  void change(MetaMembers members, Completion<Done> done);

  /// Stops feeding the machine.
  void stop();
}
