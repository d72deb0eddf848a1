package chorus.command.server;

import chorus.command.Args;
import chorus.command.Glob;
import chorus.command.SessionCommand;
import chorus.command.SessionContext;
import chorus.command.Words;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import java.util.ArrayList;
import java.util.List;

/// CONFIG GET pattern …: the settings that match, in any case.
final class ConfigGet implements SessionCommand {
  @Override
  public Reply run(SessionContext context, Args args) {
    List<Glob> patterns = args.from(2).stream().map(word -> Glob.of(Words.lower(word))).toList();
    var found = new ArrayList<Reply.Entry>();
    context
        .configuration()
        .forEach((name, value) -> {
          Bytes key = Bytes.utf8(name);
          if (patterns.stream().anyMatch(pattern -> pattern.matches(key))) {
            found.add(new Reply.Entry(Reply.bulk(key), Reply.bulk(value)));
          }
        });
    return new Reply.MapReply(found);
  }
}
