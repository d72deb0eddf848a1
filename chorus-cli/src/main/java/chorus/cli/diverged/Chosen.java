package chorus.cli.diverged;

import chorus.cli.terminal.CliFailure;
import chorus.cli.terminal.ExitCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// The writes that a command line names: all, or some.
sealed interface Chosen {
  /// All that the nodes have.
  record All() implements Chosen {}

  /// By node, the ids there.
  record These(SequencedMap<String, List<String>> ids) implements Chosen {}

  /// Reads `ALL`, or ids.
  static Chosen of(List<String> words) {
    if (words.size() == 1 && words.getFirst().equalsIgnoreCase("all")) {
      return new All();
    }
    SequencedMap<String, List<String>> ids = new LinkedHashMap<>();
    for (String word : words) {
      WriteId id = WriteId.of(word);
      ids.computeIfAbsent(id.node(), _ -> new ArrayList<>()).add(id.at());
    }
    if (ids.isEmpty()) {
      throw new CliFailure(ExitCode.USAGE, "which writes? ALL, or ids such as n1:3/276");
    }
    return new These(ids);
  }
}
