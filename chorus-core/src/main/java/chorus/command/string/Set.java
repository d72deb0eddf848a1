package chorus.command.string;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.DataCommand;
import chorus.command.Edit;
import chorus.command.Keyspace;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;

/// SET key value with all options but those of expiry.
final class Set implements DataCommand {
  private enum Condition {
    ALWAYS,
    IF_ABSENT,
    IF_PRESENT
  }

  private record Options(Condition condition, Expiry expiry, Answer answer) {}

  private enum Expiry {
    CLEAR,
    KEEP
  }

  private enum Answer {
    OK,
    OLD_VALUE
  }

  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Options options = options(args);
    Bytes key = args.bytes(1);
    Edit edit = Edit.over(view, moment);
    Reply answer =
        options.answer == Answer.OLD_VALUE ? Strings.reply(edit.keys().string(key)) : Reply.OK;
    if (!allows(options.condition, edit.keys(), key)) {
      return edit.done(options.answer == Answer.OLD_VALUE ? answer : Reply.NULL);
    }
    switch (options.expiry) {
      case CLEAR -> edit.setString(key, args.bytes(2));
      case KEEP -> edit.updateString(key, args.bytes(2));
    }
    return edit.done(answer);
  }

  private static boolean allows(Condition condition, Keyspace keys, Bytes key) {
    return switch (condition) {
      case ALWAYS -> true;
      case IF_ABSENT -> !keys.exists(key);
      case IF_PRESENT -> keys.exists(key);
    };
  }

  private static Options options(Args args) {
    Condition condition = Condition.ALWAYS;
    Expiry expiry = Expiry.CLEAR;
    Answer answer = Answer.OK;
    for (int i = 3; i < args.size(); i++) {
      if (args.is(i, "nx") && condition != Condition.IF_PRESENT) {
        condition = Condition.IF_ABSENT;
      } else if (args.is(i, "xx") && condition != Condition.IF_ABSENT) {
        condition = Condition.IF_PRESENT;
      } else if (args.is(i, "get")) {
        answer = Answer.OLD_VALUE;
      } else if (args.is(i, "keepttl")) {
        expiry = Expiry.KEEP;
      } else if (expires(args, i) && i + 1 < args.size() && expiry != Expiry.KEEP) {
        throw CommandError.err(
            "expiry is not offered yet | option " + args.string(i) + " | leave it out");
      } else {
        throw CommandError.syntax();
      }
    }
    return new Options(condition, expiry, answer);
  }

  private static boolean expires(Args args, int index) {
    return args.is(index, "ex")
        || args.is(index, "px")
        || args.is(index, "exat")
        || args.is(index, "pxat");
  }
}
