package chorus.sim.meta;

/// The model keeps the promises of the port, as Ratis does.
class ModelMetaLogTest extends MetaLogContract {
  @Override
  MetaLogCluster cluster(int founders, int others, int snapshotEvery) {
    return new ModelCluster(founders, others, new MetaFaults(0, 0, 500, snapshotEvery), 1);
  }
}
