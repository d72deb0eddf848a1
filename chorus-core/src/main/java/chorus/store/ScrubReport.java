package chorus.store;

import java.util.ArrayList;
import java.util.List;

/// What one look at all that a replica has stored came to, in words.
///
/// @param rows what its rows are, after what could be repaired was
/// @param repaired what was damaged and is as it was before
/// @param beyond what is damaged and stays so for now; nothing was changed there
public record ScrubReport(VerifyReport rows, List<String> repaired, List<String> beyond) {
  public ScrubReport {
    repaired = List.copyOf(repaired);
    beyond = List.copyOf(beyond);
  }

  /// Everything that is wrong still.
  public List<String> problems() {
    List<String> all = new ArrayList<>(beyond);
    all.addAll(rows.problems());
    return all;
  }
}
