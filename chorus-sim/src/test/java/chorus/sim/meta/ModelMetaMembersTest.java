package chorus.sim.meta;

/// The model changes those who take part as Ratis does.
class ModelMetaMembersTest extends MetaMembersContract {
  @Override
  MetaLogCluster cluster(int founders, int others, int snapshotEvery) {
    return new ModelCluster(founders, others, new MetaFaults(0, 0, 500, snapshotEvery), 1);
  }
}
