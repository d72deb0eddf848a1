package chorus.command.server;

import chorus.command.Args;
import chorus.command.SessionCommand;
import chorus.command.SessionContext;
import chorus.resp.Bytes;
import chorus.resp.Reply;

/// A command whose answer is always the same.
final class Fixed implements SessionCommand {
  private final Reply reply;

  Fixed(Reply reply) {
    this.reply = reply;
  }

  static Fixed text(String text) {
    return new Fixed(new Reply.Verbatim("txt", Bytes.utf8(text)));
  }

  @Override
  public Reply run(SessionContext context, Args args) {
    return reply;
  }
}
