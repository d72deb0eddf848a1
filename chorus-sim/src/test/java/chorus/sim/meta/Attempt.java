package chorus.sim.meta;

import chorus.base.Done;
import chorus.base.Result;
import chorus.env.Completion;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// A proposal or barrier under way, and what its node had applied when it ended.
final class Attempt implements Completion<Done> {
  private final RecordingMachine machine;
  private final List<Result<Done>> results = new CopyOnWriteArrayList<>();
  private volatile List<String> seen = List.of();

  Attempt(RecordingMachine machine) {
    this.machine = machine;
  }

  @Override
  public void complete(Result<Done> result) {
    seen = machine.applied();
    results.add(result);
  }

  boolean ended() {
    return !results.isEmpty();
  }

  boolean ok() {
    return ended() && results.getFirst() instanceof Result.Ok<Done>;
  }

  /// The fault's code; empty while under way or when it went well.
  Optional<String> fault() {
    return ended() && results.getFirst() instanceof Result.Failed<Done>(var fault)
        ? Optional.of(fault.code())
        : Optional.empty();
  }

  /// How often it was told; more than once breaks the port's word.
  int times() {
    return results.size();
  }

  /// The node's state at the moment of the answer.
  List<String> seen() {
    return seen;
  }

  @Override
  public String toString() {
    return results.toString();
  }
}
