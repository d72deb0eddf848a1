package chorus.server.store;

import chorus.base.Fault;
import chorus.base.Result;
import chorus.definition.Engine;
import chorus.env.Completion;
import chorus.env.Env;
import chorus.store.Engines;
import chorus.store.MemoryEngine;
import chorus.store.Store;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The engines of one node, under its data directory.
public final class ServerEngines implements Engines {
  private final Path dataDirectory;
  private final RocksResources resources;
  private final Optional<Engine> own;

  /// `dataDirectory` is the root of the node's disk; `resources` belongs to the process. This node
  /// uses its `own` engine, if it has one, whatever a database asks for.
  public ServerEngines(Path dataDirectory, RocksResources resources, Optional<Engine> own) {
    this.dataDirectory = dataDirectory;
    this.resources = resources;
    this.own = own;
  }

  /// Rows of another engine are as good as damaged ones: the log makes them again, or another
  /// replica has them.
  @Override
  public void open(Env env, Engine engine, String directory, Completion<Store> done) {
    Engine used = own.orElse(engine);
    env.disk()
        .list(
            directory,
            result -> {
              switch (result) {
                case Result.Failed<List<String>>(Fault fault) ->
                    done.complete(Result.failed(fault));
                case Result.Ok<List<String>>(var names) when isOfAnother(used, names) ->
                    done.complete(Result.failed(ofAnother(used, directory)));
                case Result.Ok<List<String>> _ -> openThose(env, used, directory, done);
              }
            });
  }

  private void openThose(Env env, Engine used, String directory, Completion<Store> done) {
    switch (used) {
      case ROCKSDB -> RocksEngine.open(env, resources, dataDirectory.resolve(directory), done);
      case MEMORY -> MemoryEngine.open(env, directory, done);
    }
  }

  private static boolean isOfAnother(Engine used, List<String> names) {
    return switch (used) {
      case ROCKSDB -> MemoryEngine.wrote(names);
      case MEMORY -> names.contains(RocksEngine.MAIN_FILE);
    };
  }

  private static Fault ofAnother(Engine used, String directory) {
    return Fault.notApplied(
        "CORRUPT", "the rows in " + directory + " are not of the engine " + used.word());
  }
}
