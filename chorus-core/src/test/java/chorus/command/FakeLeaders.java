package chorus.command;

import chorus.base.Epoch;
import chorus.base.Fault;
import chorus.base.NodeId;
import chorus.base.Result;
import chorus.definition.DatabaseDefinition;
import chorus.resp.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Node n1 leads, n2 may take over, and no other node. Switchovers are written down and end when
/// the test says so.
final class FakeLeaders implements Leaders {
  static final NodeId N1 = new NodeId("n1");
  static final NodeId N2 = new NodeId("n2");

  final List<String> done = new ArrayList<>();
  Result<FailoverPlan> planned =
      Result.failed(Fault.notApplied("REFUSED", "n1 leads main, nothing was changed"));
  private Optional<Consumer<Result<Switched>>> open = Optional.empty();

  /// Ends the switchover that is under way.
  void end(Result<Switched> result) {
    Consumer<Result<Switched>> waiting = open.orElseThrow();
    open = Optional.empty();
    waiting.accept(result);
  }

  @Override
  public Result<SwitchoverPlan> plan(DatabaseDefinition database, Optional<NodeId> successor) {
    NodeId named = successor.orElse(N2);
    return named.equals(N2)
        ? Result.ok(new SwitchoverPlan(N1, new Epoch(4), N2, 17))
        : Result.failed(Fault.notApplied("REFUSED", named + " is not heard from | try n2"));
  }

  @Override
  public void switchOver(
      DatabaseDefinition database,
      Optional<NodeId> successor,
      Duration patience,
      Consumer<Result<Switched>> outcome) {
    if (plan(database, successor) instanceof Result.Failed<SwitchoverPlan>(Fault fault)) {
      outcome.accept(Result.failed(fault));
      return;
    }
    done.add("switch to " + successor.orElseThrow() + " within " + patience.toMillis());
    open = Optional.of(outcome);
  }

  @Override
  public boolean isSwitchingOver(DatabaseDefinition database) {
    return open.isPresent();
  }

  @Override
  public void abortSwitchover(DatabaseDefinition database) {
    done.add("abort");
  }

  @Override
  public void beginElection(DatabaseDefinition database) {
    done.add("elect");
  }

  @Override
  public Result<FailoverPlan> planFailover(DatabaseDefinition database) {
    return planned;
  }

  @Override
  public void failOver(
      DatabaseDefinition database,
      FailoverPlan plan,
      Duration patience,
      Consumer<Result<Switched>> outcome) {
    done.add(
        "fail over to "
            + plan.successor()
            + " within "
            + patience.toMillis()
            + plan.loss().map(loss -> ", though " + loss).orElse(""));
    open = Optional.of(outcome);
  }

  @Override
  public Reply history(DatabaseDefinition database) {
    return Reply.array(Reply.bulk("once upon a time"));
  }

  @Override
  public Optional<NodeId> nodeAt(String address) {
    return switch (address) {
      case "127.0.0.1:7001" -> Optional.of(N1);
      case "127.0.0.1:7002" -> Optional.of(N2);
      case "127.0.0.1:7003" -> Optional.of(new NodeId("n3"));
      default -> Optional.empty();
    };
  }
}
