package chorus.sim.world;

import chorus.base.NodeId;
import chorus.base.Result;
import chorus.env.Completion;
import chorus.env.Env;
import chorus.env.Message;
import chorus.resp.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Two machines, n1 and n2, and messages that are text.
final class SmallWorld {
  final World world;
  final SimNetwork network;
  final Machine one;
  final Machine two;
  final List<Throwable> crashes = new ArrayList<>();

  SmallWorld(long seed) {
    world = new World(new SimEntropy(seed), 1_000_000);
    network = new SimNetwork(world, new TextCodec());
    one = new Machine(world, new NodeId("n1"), 0);
    two = new Machine(world, new NodeId("n2"), 1);
    network.attach(one);
    network.attach(two);
  }

  Run boot(Machine machine) {
    return machine.boot(network, (node, cause) -> crashes.add(cause));
  }

  Env strand(Machine machine) {
    Run run = machine.run();
    return (run == null ? boot(machine) : run).strand("data");
  }

  /// Runs the world until `asked` has completed, and gives its value.
  <T> T await(Consumer<Completion<T>> asked) {
    return switch (outcome(asked)) {
      case Result.Ok<T>(T value) -> value;
      case Result.Failed<T>(var fault) -> throw new AssertionError(fault.toString());
    };
  }

  <T> Result<T> outcome(Consumer<Completion<T>> asked) {
    var results = new ArrayList<Result<T>>();
    asked.accept(results::add);
    while (results.isEmpty() && world.step()) {
      // The step is the work.
    }
    if (results.isEmpty()) {
      throw new AssertionError("never completed");
    }
    return results.getFirst();
  }

  void runFor(long millis) {
    world.runFor(Duration.ofMillis(millis));
  }

  record Text(String text) implements Message {}

  private static final class TextCodec implements MessageCodec {
    @Override
    public Bytes encode(Message message) {
      return Bytes.utf8(((Text) message).text());
    }

    @Override
    public Message decode(Bytes encoded) {
      return new Text(encoded.utf8());
    }
  }
}
