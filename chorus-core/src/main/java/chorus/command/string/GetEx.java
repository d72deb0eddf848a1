package chorus.command.string;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.DataCommand;
import chorus.command.Edit;
import chorus.command.ExpiryOption;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.value.Meta;

/// GETEX key [EX, PX, EXAT, PXAT or PERSIST]: the string, whose expiry changes if an option is
/// given. A moment that is over deletes it.
final class GetEx implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    var expiry = new ExpiryOption();
    boolean persists = options(args, expiry);
    Bytes key = args.bytes(1);
    Edit edit = Edit.over(view, moment);
    Bytes value = edit.keys().string(key);
    if (value == null) {
      return edit.done(Reply.NULL);
    }
    ExpiryOption.Unit unit = expiry.unit();
    if (unit != null) {
      long millis = expiry.millis(args, moment);
      if (unit.isMoment() && millis <= moment.hlc().wallMillis()) {
        edit.delete(key);
      } else {
        edit.setString(key, value, millis);
      }
    } else if (persists && edit.keys().expiryMillis(key) != Meta.NEVER) {
      edit.setString(key, value);
    }
    return edit.done(Reply.bulk(value));
  }

  /// Whether PERSIST is given.
  private static boolean options(Args args, ExpiryOption expiry) {
    boolean persists = false;
    for (int i = 2; i < args.size(); i++) {
      if (args.is(i, "persist") && expiry.unit() == null) {
        persists = true;
      } else if (!persists && expiry.take(args, i)) {
        i++;
      } else {
        throw CommandError.syntax();
      }
    }
    return persists;
  }
}
