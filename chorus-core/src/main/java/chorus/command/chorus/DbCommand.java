package chorus.command.chorus;

import chorus.command.Args;
import chorus.command.ClusterCommand;
import chorus.command.ClusterContext;
import chorus.command.CommandError;
import chorus.definition.DatabaseDefinition;
import chorus.resp.Reply;
import java.util.List;
import java.util.function.Consumer;

/// CHORUS DB CREATE | LIST | SHOW: databases and their definitions.
final class DbCommand implements ClusterCommand {
  @Override
  public void run(ClusterContext context, Args args, Consumer<Reply> reply) {
    if (args.is(2, "create") && args.size() >= 4) {
      context.createDatabase(
          DatabaseOptions.parse(args), made -> reply.accept(Answers.of(made, Answers::map)));
    } else if (args.is(2, "list") && args.size() == 3) {
      context.databases(result ->
          reply.accept(
              Answers.of(result, all -> Reply.array(all.stream().map(Answers::map).toList()))));
    } else if (args.is(2, "show") && args.size() == 4) {
      context.databases(
          result -> reply.accept(Answers.of(result, all -> show(all, args.string(3)))));
    } else {
      throw CommandError.err(
          "CHORUS DB takes CREATE name [option value …], LIST, or SHOW name | got '"
              + args.string(2)
              + "' with "
              + (args.size() - 3)
              + " words");
    }
  }

  private static Reply show(List<DatabaseDefinition> all, String word) {
    return Answers.named(all, word).map(Answers::map).orElse(Answers.noSuchDatabase(word));
  }
}
