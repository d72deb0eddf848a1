package chorus.command.chorus;

import chorus.command.Args;
import chorus.command.ClusterCommand;
import chorus.command.ClusterContext;
import chorus.command.CommandError;
import chorus.resp.Reply;
import java.util.function.Consumer;

/// CHORUS DB CREATE | ALTER | REPLICAS | DROP | UNDROP | LIST | SHOW: databases and their
/// definitions.
final class DbCommand implements ClusterCommand {
  @Override
  public void run(ClusterContext context, Args args, Consumer<Reply> reply) {
    if (args.is(2, "create") && args.size() >= 4) {
      context.createDatabase(
          DatabaseOptions.parse(args), made -> reply.accept(Answers.of(made, Answers::map)));
    } else if (args.is(2, "alter") && args.size() >= 4) {
      DbAlter.run(context, args, reply);
    } else if (args.is(2, "replicas") && args.size() >= 4) {
      DbReplicas.run(context, args, reply);
    } else if (args.is(2, "drop") && args.size() == 4) {
      Answers.onDatabase(
          context,
          args.string(3),
          reply,
          it ->
              context.dropDatabase(it, dropped -> reply.accept(Answers.of(dropped, Answers::map))));
    } else if (args.is(2, "undrop") && args.size() == 4) {
      Answers.onDatabase(
          context,
          args.string(3),
          reply,
          it ->
              context.undropDatabase(
                  it, present -> reply.accept(Answers.of(present, Answers::map))));
    } else if (args.is(2, "list") && args.size() == 3) {
      context.databases(result ->
          reply.accept(
              Answers.of(result, all -> Reply.array(all.stream().map(Answers::map).toList()))));
    } else if (args.is(2, "show") && args.size() == 4) {
      Answers.onDatabase(context, args.string(3), reply, it -> reply.accept(Answers.map(it)));
    } else {
      throw CommandError.err(
          "CHORUS DB takes CREATE name [option value …], ALTER name option value …, REPLICAS name ADD node REMOVE node, DROP name, UNDROP name, LIST, or SHOW name | got '"
              + args.string(2)
              + "' with "
              + (args.size() - 3)
              + " words");
    }
  }
}
