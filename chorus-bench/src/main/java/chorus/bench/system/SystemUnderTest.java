package chorus.bench.system;

import chorus.bench.load.Speaker;
import chorus.bench.load.Workload.Operation;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/// A cluster that load can be put on.
public interface SystemUnderTest extends AutoCloseable {
  /// One word, as on the command line.
  String name();

  /// What it is, how it is set up and how it is driven, in one line for the report.
  String description() throws IOException;

  /// Starts it with data below `directory`, and returns when it takes writes.
  void start(Path directory) throws IOException;

  /// Where clients connect: the node that executes writes, so that no system pays for forwarding.
  InetSocketAddress leader() throws IOException;

  /// A speaker for one connection to [#leader].
  Speaker speaker() throws IOException;

  /// Whether it can do this operation at this depth, and whether that says anything new.
  boolean suits(Operation operation, int depth);

  /// Its processes; none if what they use cannot be added up.
  List<ProcessHandle> processes();

  /// Ends its processes. Closing twice, or before the start, does nothing.
  @Override
  void close();
}
