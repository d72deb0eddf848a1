package chorus.server.store;

import chorus.definition.Engine;
import chorus.env.Completion;
import chorus.env.Env;
import chorus.store.Engines;
import chorus.store.MemoryEngine;
import chorus.store.Store;
import java.nio.file.Path;

/// The engines of one node, under its data directory.
public final class ServerEngines implements Engines {
  private final Path dataDirectory;
  private final RocksResources resources;

  /// `dataDirectory` is the root of the node's disk; `resources` belongs to the process.
  public ServerEngines(Path dataDirectory, RocksResources resources) {
    this.dataDirectory = dataDirectory;
    this.resources = resources;
  }

  @Override
  public void open(Env env, Engine engine, String directory, Completion<Store> done) {
    switch (engine) {
      case ROCKSDB -> RocksEngine.open(env, resources, dataDirectory.resolve(directory), done);
      case MEMORY -> MemoryEngine.open(env, directory, done);
    }
  }
}
