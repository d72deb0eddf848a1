package chorus.it;

import chorus.it.Distribution.Result;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Machines of a test: one network namespace for each, with one card, `eth0`, and a wire to a
/// switch, which is a bridge in a namespace of its own. Nothing of the host's own network is used
/// or changed.
///
/// Their wires can be pulled out, and what one machine sends to another can be lost on the way.
/// Nobody is told of either: no connection ends by it, as when a real network fails.
final class Namespaces implements AutoCloseable {
  private static final String NETWORK = "10.99.0.";

  /// A card that nobody has.
  private static final String NOWHERE = "02:00:00:00:00:ff";

  private static final Path NAMED = Path.of("/var/run/netns");

  private final String prefix;
  private final List<String> machines;

  private Namespaces(String prefix, List<String> machines) {
    this.prefix = prefix;
    this.machines = machines;
  }

  /// What this machine lacks, if anything.
  static Optional<String> missing() {
    try (Namespaces tried = new Namespaces(prefix("try"), List.of("n1"))) {
      tried.build();
      tried.inside("n1", () -> true);
      run(tried.commandOn("n1", List.of("true")));
      return Optional.empty();
    } catch (UncheckedIOException e) {
      return Optional.of("the command ip (package iproute2): " + e.getMessage());
    } catch (AssertionError e) {
      return Optional.of("the right to make network namespaces (root has it): " + e.getMessage());
    }
  }

  /// Machines that all reach each other.
  static Namespaces of(List<String> machines) {
    Namespaces namespaces = new Namespaces(prefix("it"), machines);
    try {
      namespaces.build();
      return namespaces;
    } catch (AssertionError failed) {
      namespaces.close();
      throw failed;
    }
  }

  private static String prefix(String what) {
    return "chorus-%s-%d-".formatted(what, ProcessHandle.current().pid());
  }

  private void build() {
    ip("netns", "add", hub());
    ipIn(hub(), "link", "add", "switch", "type", "bridge");
    ipIn(hub(), "link", "set", "switch", "up");
    for (String machine : machines) {
      String own = namespace(machine);
      ip("netns", "add", own);
      ipIn(hub(), "link", "add", machine, "type", "veth", "peer", "name", "eth0", "netns", own);
      ipIn(hub(), "link", "set", machine, "master", "switch", "up");
      ipIn(own, "link", "set", "lo", "up");
      ipIn(own, "address", "add", address(machine) + "/24", "dev", "eth0");
      ipIn(own, "link", "set", "eth0", "up");
    }
  }

  String address(String machine) {
    return NETWORK + (machines.indexOf(machine) + 1);
  }

  /// Loses all that `machine` sends, and all that is sent to it.
  void pull(String machine) {
    ipIn(hub(), "link", "set", machine, "down");
  }

  /// Loses all that `from` sends to `to`, and nothing in the other direction: `from` takes `to` for
  /// the owner of a card that does not exist.
  void lose(String from, String to) {
    ipIn(
        namespace(from),
        words(
            "neighbour replace " + address(to) + " lladdr " + NOWHERE + " nud permanent dev eth0"));
  }

  /// Loses nothing any more.
  void heal() {
    for (String machine : machines) {
      ipIn(hub(), "link", "set", machine, "up");
      ipIn(namespace(machine), words("neighbour flush dev eth0 nud permanent"));
    }
  }

  /// The words that start `words` on `machine`. The process that they make becomes `words` itself.
  List<String> commandOn(String machine, List<String> words) {
    return Stream.concat(Stream.of("ip", "netns", "exec", namespace(machine)), words.stream())
        .toList();
  }

  /// Does `task` as if the test ran on `machine`. Sockets that it opens stay there for good.
  <T> T inside(String machine, InNamespace.Task<T> task) {
    return InNamespace.call(NAMED.resolve(namespace(machine)), task);
  }

  /// Takes apart all that is there; what was never made is no error.
  @Override
  public void close() {
    Stream.concat(machines.stream().map(this::namespace), Stream.of(hub()))
        .filter(each -> NAMED.resolve(each).toFile().exists())
        .forEach(each -> ip("netns", "delete", each));
  }

  private String hub() {
    return prefix + "hub";
  }

  private String namespace(String machine) {
    return prefix + machine;
  }

  private static void ipIn(String namespace, String... words) {
    ip(Stream.concat(Stream.of("-netns", namespace), Stream.of(words)).toArray(String[]::new));
  }

  private static void ip(String... words) {
    run(Stream.concat(Stream.of("ip"), Stream.of(words)).toList());
  }

  private static void run(List<String> command) {
    Result result = Distribution.runTool(command.toArray(String[]::new));
    if (result.exitCode() != 0) {
      throw new AssertionError(String.join(" ", command) + ": " + result.err().strip());
    }
  }

  private static String[] words(String text) {
    return text.split(" ");
  }
}
