package chorus.cli.cluster;

import picocli.CommandLine.Option;

/// `--at`, on every command that asks a running cluster.
public final class AtOption {
  @Option(
      names = "--at",
      paramLabel = "HOST:PORT",
      defaultValue = "${env:CHORUS_AT:-127.0.0.1:7001}",
      converter = HostAndPort.Converter.class,
      description = {
        "Any node of the cluster, by its RESP port.",
        "Default: the variable CHORUS_AT, else 127.0.0.1:7001."
      })
  private HostAndPort address = HostAndPort.loopback(7001);

  public HostAndPort address() {
    return address;
  }
}
