package chorus.command.geo;

import chorus.command.Args;
import chorus.command.CollectionEdit;
import chorus.command.DataCommand;
import chorus.command.Edit;
import chorus.command.Keyspace;
import chorus.command.Moment;
import chorus.command.OrderedMembers;
import chorus.command.Outcome;
import chorus.command.Scored;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.value.Meta;
import chorus.value.OrderKeys;
import chorus.value.Place;
import chorus.value.ValueType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// GEOSEARCH and the older commands that search: the members that lie within a circle or a box.
/// What is stored becomes a sorted set of places, or of distances.
final class GeoSearch implements DataCommand {
  private final SearchForm form;

  GeoSearch(SearchForm form) {
    this.form = form;
  }

  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Edit edit = Edit.over(view, moment);
    Meta.OfCollection source = Geo.at(edit.keys(), args.bytes(form.source()));
    SearchOptions options = new SearchOptions(form, args, edit.keys(), source).parse();
    List<Found> found = source == null ? List.of() : search(edit.keys(), source, options);
    if (options.store().isPresent()) {
      return store(edit, options.store().get(), found, options);
    }
    return edit.done(Reply.array(found.stream().map(each -> reply(each, options)).toList()));
  }

  private static List<Found> search(
      Keyspace keys, Meta.OfCollection source, SearchOptions options) {
    OrderedMembers members = OrderedMembers.of(keys, source);
    Shape shape = options.shape();
    var found = new ArrayList<Found>();
    for (Cell cell : shape.cells()) {
      if (found.size() < options.enough()) {
        addWithin(cell, members, shape, options.enough(), found);
      }
    }
    options.order().ifPresent(found::sort);
    return found.subList(0, (int) Math.min(found.size(), options.count()));
  }

  private static void addWithin(
      Cell cell, OrderedMembers members, Shape shape, long enough, Collection<Found> found) {
    long from = members.countBefore(Place.before((double) cell.firstScore()));
    long to = members.countBefore(Place.before((double) cell.endScore()));
    for (Scored each : members.page(from, to - from)) {
      double meters = shape.metersTo(Point.of(each.score()));
      if (meters != Shape.OUTSIDE && found.size() < enough) {
        found.add(new Found(each.member(), (long) each.score(), meters));
      }
    }
  }

  private static Outcome store(Edit edit, Bytes key, List<Found> found, SearchOptions options) {
    edit.delete(key);
    CollectionEdit zset = edit.collection(key, ValueType.ZSET);
    for (Found each : found) {
      double score =
          options.storesDistance() ? each.meters() / options.unit().meters() : each.score();
      zset.put(each.member(), OrderKeys.scoreValue(score));
    }
    return edit.done(Reply.integer(found.size()));
  }

  private static Reply reply(Found found, SearchOptions options) {
    Reply member = Reply.bulk(found.member());
    if (options.with().isEmpty()) {
      return member;
    }
    var all = new ArrayList<Reply>(List.of(member));
    for (SearchOptions.With each : options.with()) {
      all.add(
          switch (each) {
            case DIST -> Fixed.distance(found.meters() / options.unit().meters());
            case HASH -> Reply.integer(found.score());
            case COORD -> Geo.reply(found.point());
          });
    }
    return Reply.array(all);
  }
}
