package chorus.command.string;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.DataCommand;
import chorus.command.Edit;
import chorus.command.ExpiryOption;
import chorus.command.Keyspace;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.value.Meta;

/// SET key value with all options.
final class Set implements DataCommand {
  private enum Condition {
    ALWAYS,
    IF_ABSENT,
    IF_PRESENT
  }

  private record Options(
      Condition condition, boolean keepsExpiry, ExpiryOption expiry, Answer answer) {}

  private enum Answer {
    OK,
    OLD_VALUE
  }

  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Options options = options(args);
    long millis = options.expiry.unit() == null ? Meta.NEVER : options.expiry.millis(args, moment);
    Bytes key = args.bytes(1);
    Edit edit = Edit.over(view, moment);
    Reply answer =
        options.answer == Answer.OLD_VALUE ? Strings.reply(edit.keys().string(key)) : Reply.OK;
    if (!allows(options.condition, edit.keys(), key)) {
      return edit.done(options.answer == Answer.OLD_VALUE ? answer : Reply.NULL);
    }
    if (options.keepsExpiry) {
      edit.updateString(key, args.bytes(2));
    } else {
      edit.setString(key, args.bytes(2), millis);
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
    boolean keepsExpiry = false;
    var expiry = new ExpiryOption();
    Answer answer = Answer.OK;
    for (int i = 3; i < args.size(); i++) {
      if (args.is(i, "nx") && condition != Condition.IF_PRESENT) {
        condition = Condition.IF_ABSENT;
      } else if (args.is(i, "xx") && condition != Condition.IF_ABSENT) {
        condition = Condition.IF_PRESENT;
      } else if (args.is(i, "get")) {
        answer = Answer.OLD_VALUE;
      } else if (args.is(i, "keepttl") && expiry.unit() == null) {
        keepsExpiry = true;
      } else if (!keepsExpiry && expiry.take(args, i)) {
        i++;
      } else {
        throw CommandError.syntax();
      }
    }
    return new Options(condition, keepsExpiry, expiry, answer);
  }
}
