package chorus.command;

import chorus.resp.Reply;

/// A command on the connection or the node, without rows. It answers at once, on the connection's
/// strand.
@FunctionalInterface
public interface SessionCommand {
  Reply run(SessionContext context, Args args);
}
