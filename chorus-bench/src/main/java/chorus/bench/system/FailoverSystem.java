package chorus.bench.system;

import chorus.bench.load.Speaker;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// A cluster of three that chooses a new leader when it loses the old one.
public interface FailoverSystem extends AutoCloseable {
  /// The process that executes writes, and where it serves clients.
  record Leader(ProcessHandle process, InetSocketAddress address) {}

  /// How clients find where to write. Many threads may ask at once.
  interface Route {
    /// Where the client of this number connects now. Clients ask again when they lost their
    /// connection.
    InetSocketAddress target(int client) throws IOException;
  }

  /// One word, as on the command line.
  String name();

  /// What it is and how it is set up, in one line for the report.
  String description() throws IOException;

  /// Starts it with data below `directory`, and returns when it takes writes and all three have
  /// part in it.
  void start(Path directory) throws IOException;

  /// Who leads at this moment.
  Leader currentLeader() throws IOException;

  /// The route of clients who never depend on `leader` alone: through the other two where those
  /// take writes, else to whoever is said to lead.
  Route routeBeside(Leader leader);

  /// A speaker for one connection.
  Speaker speaker(InetSocketAddress target);

  /// Those of `keys` that the cluster, asked over `route`, does not hold.
  Set<String> absent(Collection<String> keys, Route route) throws IOException;

  /// What its processes wrote.
  List<Path> logs();

  /// Ends its processes. Closing twice, or before the start, does nothing.
  @Override
  void close();
}
