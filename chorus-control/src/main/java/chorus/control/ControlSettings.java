package chorus.control;

import chorus.base.NodeId;
import chorus.env.MetaPeer;
import java.nio.file.Path;

/// What one member needs to take part: the group, which of its members this is, its directory, and
/// whether it has taken part before. `links` says what is cut on purpose.
public record ControlSettings(
    ControlGroup group,
    NodeId self,
    Path directory,
    StartMode mode,
    ControlTuning tuning,
    ControlLinks links) {
  MetaPeer peer() {
    return group.member(self);
  }
}
