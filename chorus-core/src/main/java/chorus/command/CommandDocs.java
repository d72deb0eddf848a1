package chorus.command;

import java.util.List;

/// What people read of a command. `since` is the Redis version that first had it, or ours for our
/// own; `group` is Redis' word; `note` says how Chorus differs from Redis, empty where it does not.
public record CommandDocs(
    String summary,
    String since,
    String group,
    String complexity,
    String syntax,
    List<Argument> arguments,
    String note) {
  public CommandDocs {
    arguments = List.copyOf(arguments);
  }
}
