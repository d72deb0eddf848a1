package chorus.command.chorus;

import chorus.base.Done;
import chorus.base.NodeId;
import chorus.base.Result;
import chorus.command.Args;
import chorus.command.ClusterCommand;
import chorus.command.ClusterContext;
import chorus.command.CommandError;
import chorus.env.Links;
import chorus.resp.Reply;
import java.util.List;
import java.util.function.Consumer;

/// CHORUS DEBUG CUT a b [ONEWAY]: what `a` and `b` send each other is lost, from `a` to `b` only if
/// one-way. CHORUS DEBUG HEAL [a b]: not any more, between these two or at all.
final class Debug implements ClusterCommand {
  private static final int WORDS_OF_PAIR = 5;

  @Override
  public void run(ClusterContext context, Args args, Consumer<Reply> reply) {
    Consumer<Result<Done>> done = result -> reply.accept(Answers.of(result, _ -> Reply.OK));
    if (args.is(2, "cut") && args.size() == WORDS_OF_PAIR) {
      context.cutLinks(bothWays(args), done);
    } else if (args.is(2, "cut") && args.size() == WORDS_OF_PAIR + 1 && args.is(5, "oneway")) {
      context.cutLinks(bothWays(args).subList(0, 1), done);
    } else if (args.is(2, "heal") && args.size() == 3) {
      context.healLinks(List.of(), done);
    } else if (args.is(2, "heal") && args.size() == WORDS_OF_PAIR) {
      context.healLinks(bothWays(args), done);
    } else {
      reply.accept(CommandError.syntax().reply());
    }
  }

  private static List<Links.Cut> bothWays(Args args) {
    NodeId one = NodeName.at(args, 3);
    NodeId other = NodeName.at(args, 4);
    return List.of(new Links.Cut(one, other), new Links.Cut(other, one));
  }
}
