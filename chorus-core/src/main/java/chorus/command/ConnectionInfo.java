package chorus.command;

import chorus.resp.Bytes;
import chorus.resp.Protocol;

/// One connection as CLIENT LIST shows it.
///
/// `address` and `localAddress` are `ip:port`; `lastCommand` is a full name such as `client|list`,
/// empty before the first command.
public record ConnectionInfo(
    long id,
    String address,
    String localAddress,
    Bytes name,
    Bytes libraryName,
    Bytes libraryVersion,
    int database,
    Protocol protocol,
    ReadLevel readLevel,
    Redirection redirection,
    String lastCommand,
    Doing doing,
    long ageSeconds,
    long idleSeconds,
    long queryBufferBytes,
    long outputBufferBytes) {
  /// What the connection is about, besides what it asked for. `queued` counts the commands since
  /// MULTI, [#NOTHING] outside one; `argumentBytes` are those of a command that is under way.
  public record Doing(
      Waits waits, Eviction eviction, int queued, long queuedBytes, long argumentBytes) {
    public static final int NOTHING = -1;

    /// As a connection begins.
    public static final Doing IDLE = new Doing(Waits.NO, Eviction.ALLOWED, NOTHING, 0, 0);
  }

  /// Whether a command of it waits: for a key, for copies, or for the end of a pause.
  public enum Waits {
    NO,
    YES
  }

  /// The same at another time.
  public ConnectionInfo aged(long age, long idle) {
    return new ConnectionInfo(
        id,
        address,
        localAddress,
        name,
        libraryName,
        libraryVersion,
        database,
        protocol,
        readLevel,
        redirection,
        lastCommand,
        doing,
        age,
        idle,
        queryBufferBytes,
        outputBufferBytes);
  }
}
