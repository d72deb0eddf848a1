package chorus.env;

import chorus.base.Done;
import chorus.resp.Bytes;

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

  /// Stops feeding the machine.
  void stop();
}
