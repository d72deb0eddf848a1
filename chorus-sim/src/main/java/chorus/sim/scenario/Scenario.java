package chorus.sim.scenario;

import java.util.ArrayList;
import java.util.List;

/// A transcript: prose in lines that begin with `#`, commands in lines that begin with `$ `, and
/// below each command what it showed, indented.
public final class Scenario {
  private static final String PROMPT = "$ ";

  private Scenario() {}

  /// The transcript again, with what the commands show now. Equal to `transcript` unless something
  /// changed.
  public static String play(String transcript) {
    var shown = new ArrayList<String>();
    var stage = new Stage(line -> shown.add(("  " + line).stripTrailing()));
    for (String line : script(transcript)) {
      shown.add(line);
      if (line.startsWith(PROMPT)) {
        stage.perform(line.substring(PROMPT.length()).strip());
      }
    }
    return String.join("\n", shown) + "\n";
  }

  /// The lines that a person wrote.
  private static List<String> script(String transcript) {
    return transcript.lines().filter(line -> !line.startsWith("  ")).toList();
  }
}
