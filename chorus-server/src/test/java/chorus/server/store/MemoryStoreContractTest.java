package chorus.server.store;

import chorus.definition.Engine;

class MemoryStoreContractTest extends StoreContract {
  MemoryStoreContractTest() {
    super(Engine.MEMORY);
  }
}
