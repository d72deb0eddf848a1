package chorus.cli.cluster;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/// Where each member listens for clients.
public final class Members {
  private Members() {}

  /// The addresses in `report`. If it has none, node k of a cluster on one machine is k - j ports
  /// away from `at`, which is node j, whose id `idAt` finds out.
  public static Map<String, HostAndPort> of(
      StatusReport report, HostAndPort at, Supplier<String> idAt) {
    Map<String, HostAndPort> addresses = new LinkedHashMap<>();
    if (report.members() != null) {
      var converter = new HostAndPort.Converter();
      report.members().forEach(each -> addresses.put(each.node(), converter.convert(each.resp())));
      return addresses;
    }
    int first = at.port() - number(idAt.get());
    report.databases().stream()
        .flatMap(database -> database.nodes().stream())
        .forEach(node ->
            addresses.put(node.node(), new HostAndPort(at.host(), first + number(node.node()))));
    return addresses;
  }

  private static int number(String id) {
    return id.matches("n\\d{1,3}") ? Integer.parseInt(id.substring(1)) : 0;
  }
}
