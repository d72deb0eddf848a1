package chorus.command.key;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.DataCommand;
import chorus.command.Edit;
import chorus.command.Element;
import chorus.command.Keyspace;
import chorus.command.ListEdit;
import chorus.command.Moment;
import chorus.command.OrderedMembers;
import chorus.command.Outcome;
import chorus.command.Scored;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.value.Meta;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// `SORT key [BY pattern] [LIMIT offset count] [GET pattern …] [ASC|DESC] [ALPHA] [STORE
/// destination]`: the elements of a list or set in order, or what patterns say of them.
final class Sort implements DataCommand {
  private final SortOptions.Storing storing;

  Sort(SortOptions.Storing storing) {
    this.storing = storing;
  }

  /// An element and its weight, which is missing where a pattern found none.
  private record Weighed(Bytes element, @Nullable Bytes weight) {}

  private record Numbered(Bytes element, double number) {}

  @Override
  public Outcome run(View view, Args args, Moment moment) {
    SortOptions options = SortOptions.of(args, storing);
    Edit edit = Edit.over(view, moment);
    List<Bytes> sorted = sorted(edit.keys(), args.bytes(1), options);
    List<@Nullable Bytes> values = values(edit.keys(), options.limited(sorted), options.gets());
    return options.destination().isPresent()
        ? store(edit, options.destination().get(), values)
        : edit.done(
            Reply.array(
                values.stream()
                    .map(value -> value == null ? Reply.NULL : Reply.bulk(value))
                    .toList()));
  }

  private static List<Bytes> sorted(Keyspace keys, Bytes key, SortOptions options) {
    return switch (keys.meta(key)) {
      case null -> List.of();
      case Meta.OfString _ -> throw CommandError.wrongType();
      case Meta.OfCollection collection ->
          switch (collection.type()) {
            case LIST -> sortedList(keys, keys.values(collection, 0, collection.count()), options);
            case SET -> sortedSet(keys, collection, options);
            case ZSET -> sortedList(keys, byScore(keys, collection), options);
            case HASH, STRING -> throw CommandError.wrongType();
          };
    };
  }

  private static List<Bytes> byScore(Keyspace keys, Meta.OfCollection zset) {
    return OrderedMembers.of(keys, zset).page(0, zset.count()).stream()
        .map(Scored::member)
        .toList();
  }

  private static List<Bytes> sortedList(Keyspace keys, List<Bytes> values, SortOptions options) {
    return options.order() == SortOptions.Order.NONE
            && options.direction() == SortOptions.Direction.DOWN
        ? values.reversed()
        : inOrder(keys, values, options);
  }

  /// A set has no order of its own that a list could get.
  private static List<Bytes> sortedSet(Keyspace keys, Meta.OfCollection set, SortOptions options) {
    List<Bytes> members = keys.all(set).stream().map(Element::name).toList();
    boolean needsOrder =
        options.order() == SortOptions.Order.NONE && options.destination().isPresent();
    return inOrder(keys, members, needsOrder ? options.byBytes() : options);
  }

  private static List<Bytes> inOrder(Keyspace keys, List<Bytes> elements, SortOptions options) {
    Function<Bytes, @Nullable Bytes> weight =
        element -> options.by().isPresent() ? options.by().get().of(keys, element) : element;
    return switch (options.order()) {
      case NONE -> elements;
      case NUMBERS ->
          elements.stream()
              .map(element -> new Numbered(element, number(weight.apply(element))))
              .sorted(directed(Sort::compare, options.direction()))
              .map(Numbered::element)
              .toList();
      case BYTES ->
          elements.stream()
              .map(element -> new Weighed(element, weight.apply(element)))
              .sorted(
                  directed(
                      Comparator.comparing(
                          Weighed::weight, Comparator.nullsFirst(Comparator.naturalOrder())),
                      options.direction()))
              .map(Weighed::element)
              .toList();
    };
  }

  private static double number(@Nullable Bytes weight) {
    return weight == null ? 0 : SortNumber.of(weight);
  }

  /// Zero and minus zero are equal. Of equal numbers the bytes of the elements decide.
  private static int compare(Numbered one, Numbered other) {
    if (one.number() != other.number()) {
      return one.number() < other.number() ? -1 : 1;
    }
    return one.element().compareTo(other.element());
  }

  private static <T> Comparator<T> directed(Comparator<T> up, SortOptions.Direction direction) {
    return direction == SortOptions.Direction.UP ? up : up.reversed();
  }

  private static List<@Nullable Bytes> values(
      Keyspace keys, List<Bytes> elements, List<SortPattern> gets) {
    var values = new ArrayList<@Nullable Bytes>();
    for (Bytes element : elements) {
      if (gets.isEmpty()) {
        values.add(element);
      }
      gets.forEach(get -> values.add(get.of(keys, element)));
    }
    return values;
  }

  private static Outcome store(Edit edit, Bytes key, List<@Nullable Bytes> values) {
    edit.delete(key);
    ListEdit list = edit.list(key);
    for (Bytes value : values) {
      list.pushLast(value == null ? Bytes.EMPTY : value);
    }
    return edit.done(Reply.integer(values.size()));
  }
}
