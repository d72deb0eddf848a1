package chorus.store;

import chorus.definition.Engine;
import chorus.env.Completion;
import chorus.env.Env;

/// Opens stores by the engine's name. The shell provides it, since one engine is a native library.
public interface Engines {
  /// Opens or creates the store in `directory` of this node's disk. Faults: `CORRUPT` (the rows
  /// cannot be trusted; the caller deletes the directory and rebuilds from the log), `IO`.
  void open(Env env, Engine engine, String directory, Completion<Store> done);
}
