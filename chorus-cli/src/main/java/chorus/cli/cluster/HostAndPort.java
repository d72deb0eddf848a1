package chorus.cli.cluster;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Where a node listens. An IPv6 address stands in brackets.
public record HostAndPort(String host, int port) {
  private static final Pattern TEXT = Pattern.compile("(\\[[^\\]]+\\]|[^:\\[\\]]+):(\\d{1,5})");
  private static final int MAX_PORT = 65_535;

  /// This machine, at `port`.
  public static HostAndPort loopback(int port) {
    return new HostAndPort("127.0.0.1", port);
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }

  /// Reads `HOST:PORT`.
  public static final class Converter implements ITypeConverter<HostAndPort> {
    @Override
    public HostAndPort convert(String text) {
      Matcher match = TEXT.matcher(text);
      if (!match.matches() || Integer.parseInt(match.group(2)) > MAX_PORT) {
        throw new TypeConversionException("'" + text + "' is not HOST:PORT");
      }
      return new HostAndPort(match.group(1), Integer.parseInt(match.group(2)));
    }
  }
}
