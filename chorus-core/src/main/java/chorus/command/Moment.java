package chorus.command;

import chorus.base.Epoch;
import chorus.base.Lsn;
import chorus.time.Hlc;

/// When and as what a command runs: the leader's time, the position that its record will have, and
/// a random seed. With the same moment a command gives the same outcome on every node.
public record Moment(Hlc hlc, Epoch epoch, Lsn lsn, long seed) {}
