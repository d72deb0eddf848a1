package chorus.cli.playground;

import chorus.cli.cluster.ClusterPorts;
import chorus.cli.cluster.HostAndPort;
import java.nio.file.Path;

/// One node of a playground: where its files lie and where it listens.
record PlaygroundNode(int number, Path directory, ClusterPorts ports) {
  String id() {
    return ClusterPorts.id(number);
  }

  HostAndPort resp() {
    return HostAndPort.loopback(ports.resp(number));
  }

  HostAndPort peer() {
    return HostAndPort.loopback(ports.peer(number));
  }

  HostAndPort http() {
    return HostAndPort.loopback(ports.http(number));
  }

  Path config() {
    return directory.resolve("chorus.yaml");
  }

  Path log() {
    return directory.resolve("log");
  }

  Path data() {
    return directory.resolve("data");
  }

  /// The number of the process that was started last and not stopped since.
  Path pidFile() {
    return directory.resolve("pid");
  }

  /// Stands at the head of the process' command line. It is what makes sure that a process is this
  /// node: a number in a file may belong to another process by now.
  String mark() {
    return "-Dchorus.node=" + directory;
  }
}
