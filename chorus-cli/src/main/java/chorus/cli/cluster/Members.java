package chorus.cli.cluster;

import java.util.LinkedHashMap;
import java.util.Map;

/// Where each member listens for clients.
public final class Members {
  private Members() {}

  /// The addresses in `report`, by the members' ids.
  public static Map<String, HostAndPort> of(StatusReport report) {
    Map<String, HostAndPort> addresses = new LinkedHashMap<>();
    var converter = new HostAndPort.Converter();
    report.members().forEach(each -> addresses.put(each.node(), converter.convert(each.resp())));
    return addresses;
  }
}
