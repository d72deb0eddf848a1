package chorus.command;

/// The Redis release whose behaviour the commands have, for HELLO and INFO.
public final class RedisVersion {
  public static final String TEXT = "7.0.15";

  private RedisVersion() {}
}
