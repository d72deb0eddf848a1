package chorus.cli;

import chorus.cli.cluster.ClusterPorts;
import chorus.cli.cluster.HostAndPort;
import chorus.cli.cluster.StatusReport;
import java.util.ArrayList;
import java.util.List;

/// What the demo says before it is ready: each database with its promise, and three things to try.
record DemoText(ClusterPorts ports, int nodes) {
  List<String> lines(StatusReport report) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    report.databases().forEach(each -> lines.add("%s: %s".formatted(each.name(), each.promise())));
    lines.add("");
    lines.add("try:");
    lines.add("  redis-cli -p %d set k v".formatted(ports.resp(1)));
    lines.add("  redis-cli -p %d get k".formatted(ports.resp(nodes)));
    lines.add("  ./chorus status --at " + HostAndPort.loopback(ports.resp(1)));
    lines.add("");
    return lines;
  }
}
