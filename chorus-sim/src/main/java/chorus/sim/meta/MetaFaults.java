package chorus.sim.meta;

/// How badly the log behaves. Chances are of one in a thousand.
///
/// `deposePerMille`: the leader loses its place while it commits a command. `repeatPerMille`: a
/// command is committed a second time, later. `electionMillis`: how long choosing a leader takes at
/// most. `snapshotEvery`: commands between two snapshots, after which the log is cut.
public record MetaFaults(
    int deposePerMille, int repeatPerMille, int electionMillis, int snapshotEvery) {
  public static final MetaFaults QUIET = new MetaFaults(0, 0, 200, 64);
}
