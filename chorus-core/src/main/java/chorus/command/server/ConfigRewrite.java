package chorus.command.server;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.SessionCommand;
import chorus.command.SessionContext;
import chorus.resp.Reply;

/// CONFIG REWRITE: what CONFIG SET changes ends with the process, and the node's own configuration
/// has no such names. So there is no file of Redis' kind to write.
final class ConfigRewrite implements SessionCommand {
  @Override
  public Reply run(SessionContext context, Args args) {
    throw CommandError.err("The server is running without a config file");
  }
}
