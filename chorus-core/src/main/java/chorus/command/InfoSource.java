package chorus.command;

import java.util.SequencedMap;
import java.util.TreeMap;

/// The facts behind INFO.
public interface InfoSource {
  /// The fields of one section in the order to show them; empty when it has none.
  SequencedMap<String, String> fields(InfoSection section);

  /// What is counted begins at zero again.
  void reset();

  /// A node of which nothing is told.
  InfoSource NONE =
      new InfoSource() {
        @Override
        public SequencedMap<String, String> fields(InfoSection section) {
          return new TreeMap<>();
        }

        @Override
        public void reset() {}
      };
}
