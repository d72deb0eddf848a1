package chorus.server.store;

import chorus.definition.Engine;

class RocksStoreContractTest extends StoreContract {
  RocksStoreContractTest() {
    super(Engine.ROCKSDB);
  }
}
