package chorus.store;

import chorus.base.Lsn;
import java.util.List;

/// Row changes that become visible and durable together, with the log position that they bring the
/// store to.
public record RowBatch(List<Effect> effects, Lsn applied) {}
