package chorus.command.chorus;

import chorus.base.Epoch;
import chorus.base.Fault;
import chorus.base.Limits;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.base.Result;
import chorus.command.Args;
import chorus.command.ClusterCommand;
import chorus.command.ClusterContext;
import chorus.command.CommandError;
import chorus.definition.DatabaseDefinition;
import chorus.diverged.DivergedPage;
import chorus.diverged.RedoTerms;
import chorus.diverged.Selection;
import chorus.resp.Reply;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// CHORUS DIVERGED LIST | SHOW | APPLY | DISCARD: the writes that an election left behind on the
/// node that answers, and on no other.
final class DivergedCommand implements ClusterCommand {
  private static final Pattern ID = Pattern.compile("(\\d{1,18})/(\\d{1,18})");
  private static final int DATABASE_AT = 3;
  private static final int FIRST_ID = 4;

  @Override
  public void run(ClusterContext context, Args args, Consumer<Reply> reply) {
    boolean hasIds = args.size() > FIRST_ID;
    if (args.is(2, "list")) {
      list(context, args, reply);
    } else if (args.is(2, "show") && hasIds) {
      Selection which = these(args, args.size());
      onDatabase(context, args, reply, it -> show(context, it, which, reply));
    } else if (args.is(2, "apply") && hasIds) {
      apply(context, args, reply);
    } else if (args.is(2, "discard") && hasIds) {
      Selection which = isAll(args, args.size()) ? Selection.all() : these(args, args.size());
      onDatabase(
          context,
          args,
          reply,
          it ->
              context
                  .leftBehind()
                  .discard(
                      it,
                      which,
                      result ->
                          reply.accept(DivergedReplies.of(result, DivergedReplies::discarded))));
    } else {
      throw CommandError.err(
          "CHORUS DIVERGED takes LIST [database] [COUNT count] [AFTER id], SHOW database id …,"
              + " APPLY database <ALL [AFTER id] | id …> [OVERWRITE],"
              + " or DISCARD database <ALL | id …>");
    }
  }

  /// Options come in pairs, so that an odd number of words begins with a database.
  private static void list(ClusterContext context, Args args, Consumer<Reply> reply) {
    boolean isNamed = (args.size() - DATABASE_AT) % 2 == 1;
    int count = Limits.DIVERGED_PAGE;
    Selection which = Selection.all();
    for (int at = isNamed ? DATABASE_AT + 1 : DATABASE_AT; at < args.size(); at += 2) {
      if (args.is(at, "count")) {
        count = (int) args.longBetween(at + 1, 1, Limits.DIVERGED_WRITES, DivergedCommand::count);
      } else if (args.is(at, "after") && isNamed) {
        which = new Selection.After(id(args.string(at + 1)));
      } else if (args.is(at, "after")) {
        throw CommandError.err("AFTER needs a database: CHORUS DIVERGED LIST database AFTER id");
      } else {
        throw CommandError.syntax();
      }
    }
    Listing listing = new Listing(context, which, count, reply);
    if (isNamed) {
      onDatabase(context, args, reply, it -> listing.over(List.of(it)));
    } else {
      context.databases(result -> {
        switch (result) {
          case Result.Ok<List<DatabaseDefinition>>(var all) -> listing.over(all);
          case Result.Failed<List<DatabaseDefinition>>(Fault fault) ->
              reply.accept(Reply.error(fault.code(), fault.detail()));
        }
      });
    }
  }

  /// Asks for one database after another, and answers when all have been asked for.
  private record Listing(
      ClusterContext context, Selection which, int count, Consumer<Reply> reply) {
    void over(List<DatabaseDefinition> databases) {
      next(new ArrayDeque<>(databases), new ArrayList<>());
    }

    private void next(ArrayDeque<DatabaseDefinition> left, List<Reply> pages) {
      DatabaseDefinition database = left.poll();
      if (database == null) {
        reply.accept(Reply.array(pages));
        return;
      }
      context
          .leftBehind()
          .page(
              database,
              which,
              count,
              result -> {
                switch (result) {
                  case Result.Ok<DivergedPage>(var page) -> {
                    pages.add(DivergedReplies.page(database, context.leftBehind().node(), page));
                    next(left, pages);
                  }
                  case Result.Failed<DivergedPage>(Fault fault) ->
                      reply.accept(DivergedReplies.failed(fault));
                }
              });
    }
  }

  private static void show(
      ClusterContext context, DatabaseDefinition database, Selection which, Consumer<Reply> reply) {
    context
        .leftBehind()
        .page(
            database,
            which,
            Limits.DIVERGED_WRITES,
            result -> reply.accept(DivergedReplies.of(result, DivergedReplies::shown)));
  }

  private static void apply(ClusterContext context, Args args, Consumer<Reply> reply) {
    int end = args.is(args.size() - 1, "overwrite") ? args.size() - 1 : args.size();
    RedoTerms terms = end < args.size() ? RedoTerms.ANYTHING : RedoTerms.WHAT_THEY_HELD;
    if (end == FIRST_ID) {
      throw CommandError.err("CHORUS DIVERGED APPLY needs ALL or the ids of writes");
    }
    boolean goesOn = end == FIRST_ID + 3 && args.is(FIRST_ID, "all") && args.is(5, "after");
    Selection which =
        goesOn
            ? new Selection.After(id(args.string(6)))
            : isAll(args, end) ? Selection.all() : these(args, end);
    onDatabase(
        context,
        args,
        reply,
        it ->
            context
                .leftBehind()
                .redo(
                    it,
                    which,
                    terms,
                    result -> reply.accept(DivergedReplies.of(result, DivergedReplies::redone))));
  }

  private static boolean isAll(Args args, int end) {
    return end == FIRST_ID + 1 && args.is(FIRST_ID, "all");
  }

  private static Selection these(Args args, int end) {
    if (end - FIRST_ID > Limits.DIVERGED_WRITES) {
      throw CommandError.err("at most " + Limits.DIVERGED_WRITES + " ids at once");
    }
    SortedSet<LogPosition> ids = new TreeSet<>();
    for (int at = FIRST_ID; at < end; at++) {
      ids.add(id(args.string(at)));
    }
    return new Selection.These(ids);
  }

  private static LogPosition id(String word) {
    Matcher parts = ID.matcher(word);
    if (!parts.matches()) {
      throw CommandError.err("'" + word + "' is not the id of a diverged write, such as 3/276");
    }
    return new LogPosition(
        new Epoch(Long.parseLong(parts.group(1))), new Lsn(Long.parseLong(parts.group(2))));
  }

  private static CommandError count() {
    return CommandError.err("count is not a number from 1 to " + Limits.DIVERGED_WRITES);
  }

  private static void onDatabase(
      ClusterContext context,
      Args args,
      Consumer<Reply> reply,
      Consumer<DatabaseDefinition> action) {
    Answers.onDatabase(context, args.string(DATABASE_AT), reply, action);
  }
}
