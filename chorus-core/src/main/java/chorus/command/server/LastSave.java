package chorus.command.server;

import chorus.command.Args;
import chorus.command.InfoSection;
import chorus.command.SessionCommand;
import chorus.command.SessionContext;
import chorus.resp.Reply;

/// LASTSAVE: when the process began, in seconds since 1970, as in a Redis that never saved.
final class LastSave implements SessionCommand {
  @Override
  public Reply run(SessionContext context, Args args) {
    String began =
        context.info().fields(InfoSection.PERSISTENCE).getOrDefault("rdb_last_save_time", "0");
    return Reply.integer(Long.parseLong(began));
  }
}
