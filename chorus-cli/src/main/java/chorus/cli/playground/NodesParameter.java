package chorus.cli.playground;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import picocli.CommandLine.Parameters;

/// The nodes that a command is about, each named once.
final class NodesParameter {
  @Parameters(
      arity = "1..*",
      paramLabel = "NODE",
      description = "n1, n2, …; several are taken together.")
  private List<String> ids = new ArrayList<>();

  List<PlaygroundNode> in(PlaygroundDirectory playground) {
    return new LinkedHashSet<>(ids).stream().map(playground::node).toList();
  }
}
