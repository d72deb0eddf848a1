package chorus.command.stats;

import chorus.resp.Bytes;
import java.util.List;

/// A command that took long: what SLOWLOG GET tells of it.
///
/// `client` is `ip:port`, empty where the command came from another node, whose name `name` then
/// says; else `name` is the connection's.
public record SlowCommand(
    long id, long unixSeconds, long micros, List<Bytes> words, String client, Bytes name) {
  public SlowCommand {
    words = List.copyOf(words);
  }
}
