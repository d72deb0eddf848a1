package chorus.sim.scenario;

import chorus.base.Limits;
import chorus.base.NodeId;
import chorus.base.Require;
import chorus.base.Timings;
import chorus.definition.Engine;
import chorus.log.LogOptions;
import chorus.node.NodeOptions.FirstDatabase;
import chorus.sim.cluster.CoreStarter;
import chorus.sim.cluster.SimCluster;
import chorus.sim.story.Detail;
import chorus.sim.story.Narrator;
import chorus.sim.workload.Words;
import chorus.sim.world.SimEntropy;
import chorus.sim.world.World;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Where a scenario is played: one cluster, some clients, and a narrator.
final class Stage {
  private static final long SEED = 1;
  private static final long STEPS = 5_000_000;
  private static final int ATTEMPTS = 20;
  private static final long TICK_NANOS = 100_000;
  private static final long PATIENCE_MILLIS = 20_000;

  private final Consumer<String> out;
  private final World world = new World(new SimEntropy(SEED), STEPS);
  private final Board board = new Board();
  private final Map<String, Actor> actors = new TreeMap<>();
  private Detail detail = Detail.EVENTS;
  private @Nullable SimCluster cluster;

  Stage(Consumer<String> out) {
    this.out = out;
    world.observe(board);
    var events = new Narrator(Detail.EVENTS, out);
    var everything = new Narrator(Detail.EVERYTHING, out);
    world.observe((now, node, event) -> {
      switch (detail) {
        case EVENTS -> events.saw(now, node, event);
        case EVERYTHING -> everything.saw(now, node, event);
      }
    });
  }

  /// Runs one command of the script.
  void perform(String command) {
    List<String> words = Arrays.asList(command.split(" +"));
    String first = words.getFirst();
    if (first.endsWith(">")) {
      say(first.substring(0, first.length() - 1), words.subList(1, words.size()));
      return;
    }
    switch (first) {
      case "cluster" -> form(Integer.parseInt(words.get(1)), kept(words));
      case "client" -> enter(words.get(1), new NodeId(words.get(3)));
      case "wait" -> await(actor(words.get(1)));
      case "run" -> world.runFor(duration(words.get(1)));
      case "tell" -> detail = Detail.valueOf(words.get(1).toUpperCase(Locale.ROOT));
      case "status" -> board.show(present(), out);
      case "kill" -> nodes(words).forEach(present()::kill);
      case "unplug" -> nodes(words).forEach(present()::losePower);
      case "damage" -> nodes(words).forEach(this::damage);
      case "start" -> nodes(words).forEach(present()::start);
      case "pause" -> nodes(words).forEach(node -> present().machine(node).pause());
      case "resume" -> nodes(words).forEach(node -> present().machine(node).resume());
      case "cut" -> cut(words);
      case "heal" -> present().network().healAll();
      default -> throw new IllegalArgumentException("no such command: " + command);
    }
  }

  /// `cluster 3 keeping 4 segments`: of each log no more than that.
  private static LogOptions kept(List<String> words) {
    int at = words.indexOf("keeping");
    return at < 0
        ? CoreStarter.LOG
        : CoreStarter.keeping(Integer.parseInt(words.get(at + 1)), Duration.ZERO);
  }

  private void form(int size, LogOptions log) {
    var formed =
        new SimCluster(
            world,
            size,
            CoreStarter.codec(),
            new CoreStarter(
                FirstDatabase.of("main", 0, Engine.MEMORY),
                log,
                Limits.ROWS_AT_ONCE,
                Timings.DEFAULT,
                Set.of()),
            (node, cause) -> {
              throw new IllegalStateException(node + " failed", cause);
            });
    cluster = formed;
    formed.startAll();
    until(() -> board.leader() != null);
  }

  private void enter(String name, NodeId node) {
    var actor = new Actor(name, world, out);
    actors.put(name, actor);
    actor.connect(present(), node);
  }

  private void say(String name, List<String> words) {
    boolean waits = !name.endsWith("&");
    Actor actor = actor(waits ? name : name.substring(0, name.length() - 1));
    actor.send(Words.words(words.toArray(String[]::new)));
    if (waits) {
      await(actor);
    }
  }

  private void await(Actor actor) {
    until(actor::isIdle);
  }

  private void cut(List<String> words) {
    NodeId from = new NodeId(words.get(1));
    NodeId to = new NodeId(words.get(2));
    present().network().cut(from, to);
    if (!words.contains("one-way")) {
      present().network().cut(to, from);
    }
  }

  /// Loses power, and while it is off one bit of the replica's log flips.
  private void damage(NodeId node) {
    present().losePower(node);
    var disk = present().machine(node).disk();
    for (int left = ATTEMPTS; !disk.rot(path -> path.contains("/log/")); left--) {
      Require.that(left > 0, "there is something to damage", node);
    }
  }

  private void until(BooleanSupplier reached) {
    long deadline = world.nowNanos() + PATIENCE_MILLIS * 1_000_000;
    while (!reached.getAsBoolean()) {
      if (world.nowNanos() >= deadline) {
        out.accept("(nothing within " + PATIENCE_MILLIS + " ms)");
        return;
      }
      world.runUntil(world.nowNanos() + TICK_NANOS);
    }
  }

  private static List<NodeId> nodes(List<String> words) {
    return words.stream().skip(1).map(NodeId::new).toList();
  }

  private static Duration duration(String text) {
    return text.endsWith("ms")
        ? Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)))
        : Duration.ofSeconds(Long.parseLong(text.substring(0, text.length() - 1)));
  }

  private Actor actor(String name) {
    Actor actor = actors.get(name);
    if (actor == null) {
      throw new IllegalArgumentException("no client " + name);
    }
    return actor;
  }

  private SimCluster present() {
    SimCluster formed = cluster;
    if (formed == null) {
      throw new IllegalArgumentException("a scenario begins with its cluster");
    }
    return formed;
  }
}
