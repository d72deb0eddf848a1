package chorus.cli;

import picocli.CommandLine.IVersionProvider;

/// The version that the build wrote into the jar, and the Java that runs it.
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String built = Version.class.getPackage().getImplementationVersion();
    return new String[] {
      "chorus " + (built == null ? "development" : built), "java " + Runtime.version()
    };
  }
}
