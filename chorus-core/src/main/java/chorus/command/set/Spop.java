package chorus.command.set;

import chorus.command.Args;
import chorus.command.CollectionEdit;
import chorus.command.CommandError;
import chorus.command.DataCommand;
import chorus.command.Edit;
import chorus.command.Element;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.RandomElements;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.value.Meta;
import java.util.List;

/// `SPOP key [count]`: removes a random member, or that many, and answers what it removed. The key
/// goes with its last member.
final class Spop implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    return switch (args.size()) {
      case 2 -> one(Edit.over(view, moment), args.bytes(1), moment);
      case 3 -> {
        long count = args.longBetween(2, 0, Long.MAX_VALUE, CommandError::notPositive);
        yield several(Edit.over(view, moment), args.bytes(1), count, moment);
      }
      default -> throw CommandError.syntax();
    };
  }

  private static Outcome one(Edit edit, Bytes key, Moment moment) {
    Meta.OfCollection set = Sets.at(edit.keys(), key);
    if (set == null) {
      return edit.done(Reply.NULL);
    }
    Bytes member = new RandomElements(edit.keys(), set, moment).one().name();
    Sets.edit(edit, key).remove(member);
    return edit.done(Reply.bulk(member));
  }

  private static Outcome several(Edit edit, Bytes key, long count, Moment moment) {
    Meta.OfCollection set = Sets.at(edit.keys(), key);
    if (set == null) {
      return edit.done(Reply.EMPTY_SET);
    }
    List<Bytes> members =
        new RandomElements(edit.keys(), set, moment)
            .some(count).stream().map(Element::name).toList();
    if (members.size() == set.count()) {
      edit.delete(key);
    } else {
      CollectionEdit rest = Sets.edit(edit, key);
      members.forEach(rest::remove);
    }
    return edit.done(Sets.reply(members));
  }
}
