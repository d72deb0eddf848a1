package chorus.command;

import chorus.command.OrderedMembers.Tower;
import chorus.command.OrderedMembers.Way;
import chorus.resp.Bytes;
import chorus.value.CollectionId;
import chorus.value.Meta;
import chorus.value.OrderKeys;
import chorus.value.Place;

/// The order rows of one sorted set while a command changes them: of a member that comes or goes
/// its own, and one count per level.
///
/// Invariant: the rows follow from the members and scores, and not from how these came to be: they
/// are those that [NewOrder] makes.
final class OrderEdit {
  private final Edit edit;
  private final CollectionId id;
  private final OrderedMembers members;

  OrderEdit(Edit edit, Meta.OfCollection zset) {
    this.edit = edit;
    this.id = zset.id();
    this.members = OrderedMembers.of(edit.keys(), zset);
  }

  /// Adds a member that is not there, to `others`.
  void insert(Bytes member, double score, long others) {
    Place place = Place.of(score, member);
    int height = OrderKeys.height(member);
    Way way = members.wayTo(place);
    for (Tower before : way.towers()) {
      if (before.level() <= height) {
        long left = way.passed() - before.passed();
        count(before.level(), before.place(), left);
        count(before.level(), place, before.count() - left + 1);
      } else {
        count(before.level(), before.place(), before.count() + 1);
      }
    }
    for (int level = way.towers().size() + 1; level <= height; level++) {
      count(level, Place.HEAD, way.passed());
      count(level, place, others - way.passed() + 1);
    }
    edit.putBack(OrderKeys.row(id, 0, place), Bytes.EMPTY);
  }

  /// Removes a member that is there with this score.
  void remove(Bytes member, double score) {
    Place place = Place.of(score, member);
    int height = OrderKeys.height(member);
    for (Tower before : members.wayTo(place).towers()) {
      int level = before.level();
      if (level > height) {
        count(level, before.place(), before.count() - 1);
      } else if (before.place().equals(Place.HEAD) && members.isLast(level, place)) {
        edit.remove(OrderKeys.row(id, level, place));
        edit.remove(OrderKeys.row(id, level, Place.HEAD));
      } else {
        count(level, before.place(), before.count() + members.count(level, place) - 1);
        edit.remove(OrderKeys.row(id, level, place));
      }
    }
    edit.remove(OrderKeys.row(id, 0, place));
  }

  private void count(int level, Place place, long count) {
    edit.putBack(OrderKeys.row(id, level, place), OrderKeys.countValue(count));
  }
}
