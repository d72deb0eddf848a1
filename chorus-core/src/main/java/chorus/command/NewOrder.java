package chorus.command;

import chorus.resp.Bytes;
import chorus.value.CollectionId;
import chorus.value.OrderKeys;
import chorus.value.Place;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.TreeMap;

/// The order of a sorted set that one command makes: its rows are written once, when all members
/// are there. [OrderEdit] comes to the same by a way down the levels for each of them.
final class NewOrder {
  /// By the bytes of their places.
  private final NavigableMap<Bytes, Bytes> members = new TreeMap<>();

  void insert(Bytes member, double score) {
    members.put(Place.of(score, member).bytes(), member);
  }

  void remove(Bytes member, double score) {
    members.remove(Place.of(score, member).bytes());
  }

  void write(Edit edit, CollectionId id) {
    var last = new Bytes[OrderKeys.TOP + 1];
    Arrays.setAll(last, level -> OrderKeys.row(id, level, Place.HEAD));
    var lastIndex = new long[OrderKeys.TOP + 1];
    long index = 0;
    int levels = 0;
    for (var each : members.entrySet()) {
      Place place = new Place(each.getKey());
      edit.put(OrderKeys.row(id, 0, place), Bytes.EMPTY);
      int height = OrderKeys.height(each.getValue());
      levels = Math.max(levels, height);
      for (int level = 1; level <= height; level++) {
        edit.put(last[level], OrderKeys.countValue(index - lastIndex[level]));
        last[level] = OrderKeys.row(id, level, place);
        lastIndex[level] = index;
      }
      index++;
    }
    for (int level = 1; level <= levels; level++) {
      edit.put(last[level], OrderKeys.countValue(index - lastIndex[level]));
    }
  }
}
