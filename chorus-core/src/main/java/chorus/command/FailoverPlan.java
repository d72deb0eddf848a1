package chorus.command;

import chorus.base.Epoch;
import chorus.base.Lsn;
import chorus.base.NodeId;
import java.util.Optional;

/// An election that could be held now, because nobody serves.
///
/// @param before who led last, if anybody ever did
/// @param epoch the leadership, or the election without an end, that would be over
/// @param successor who would presumably lead
/// @param end the end of the successor's log
/// @param loss what is known and not known of acknowledged writes that would be lost; empty if none
///   can be
public record FailoverPlan(
    Optional<NodeId> before, Epoch epoch, NodeId successor, Lsn end, Optional<String> loss) {}
