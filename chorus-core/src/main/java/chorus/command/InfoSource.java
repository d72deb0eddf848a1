package chorus.command;

import java.util.SequencedMap;

/// The facts behind INFO.
@FunctionalInterface
public interface InfoSource {
  /// The fields of one section in the order to show them; empty when it has none.
  SequencedMap<String, String> fields(InfoSection section);
}
