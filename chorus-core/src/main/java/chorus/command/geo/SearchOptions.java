package chorus.command.geo;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.Doubles;
import chorus.command.Keyspace;
import chorus.resp.Bytes;
import chorus.value.Meta;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The options of a search while they are read, and what they come to.
final class SearchOptions {
  private static final Comparator<Found> NEAREST = Comparator.comparingDouble(Found::meters);
  private static final Point NOWHERE = new Point(0, 0);

  private final SearchForm form;
  private final Args args;
  private final Keyspace keys;
  private final Meta.@Nullable OfCollection source;
  private final Set<With> with = EnumSet.noneOf(With.class);
  private Optional<Bytes> store = Optional.empty();
  private boolean storesDistance;
  private Optional<Comparator<Found>> order = Optional.empty();
  private long count;
  private boolean any;
  private @Nullable Point center;

  /// The option that gave the center.
  private String from = "";

  private @Nullable Extension extension;

  /// What an answer tells of each member.
  enum With {
    DIST,
    HASH,
    COORD
  }

  /// What a shape is but for its center.
  private record Extension(double width, double height, boolean isCircle, Unit unit) {}

  SearchOptions(SearchForm form, Args args, Keyspace keys, Meta.@Nullable OfCollection source) {
    this.form = form;
    this.args = args;
    this.keys = keys;
    this.source = source;
  }

  /// Reads all words.
  SearchOptions parse() {
    int first = form.firstOption();
    if (form == SearchForm.SEARCH_STORE) {
      store = Optional.of(args.bytes(1));
    } else if (form.isFromMember()) {
      // Without a source nobody looks at the member and the radius.
      center = source == null ? NOWHERE : member(2);
      extension = source == null ? new Extension(0, 0, true, Unit.M) : circle(3);
    } else if (!form.isSearch()) {
      center = Point.parse(args, 2);
      extension = circle(4);
    }
    for (int i = first; i < args.size(); ) {
      i += take(i, args.size() - i - 1);
    }
    check();
    return this;
  }

  Set<With> with() {
    return with;
  }

  Optional<Bytes> store() {
    return store;
  }

  boolean storesDistance() {
    return storesDistance;
  }

  /// The order of the answer. A count without ANY is one of the nearest.
  Optional<Comparator<Found>> order() {
    return order.isEmpty() && count > 0 && !any ? Optional.of(NEAREST) : order;
  }

  /// How many members are wanted.
  long count() {
    return count == 0 ? Long.MAX_VALUE : count;
  }

  /// How many members are looked for.
  long enough() {
    return any ? count : Long.MAX_VALUE;
  }

  Unit unit() {
    return Objects.requireNonNull(extension).unit();
  }

  Shape shape() {
    Extension given = Objects.requireNonNull(extension);
    Point from = Objects.requireNonNull(center);
    double meters = given.unit().meters();
    return given.isCircle()
        ? new Shape.Circle(from, given.width() * meters)
        : new Shape.Box(from, given.width() * meters, given.height() * meters);
  }

  /// Reads the option at `index`, behind which `left` words follow; how many words it takes.
  private int take(int index, int left) {
    for (With each : With.values()) {
      if (args.is(index, "with" + each)) {
        with.add(each);
        return 1;
      }
    }
    if (args.is(index, "any")) {
      any = true;
      return 1;
    }
    if (args.is(index, "asc")) {
      order = Optional.of(NEAREST);
      return 1;
    }
    if (args.is(index, "desc")) {
      order = Optional.of(NEAREST.reversed());
      return 1;
    }
    if (args.is(index, "count") && left >= 1) {
      count = args.longAt(index + 1);
      if (count <= 0) {
        throw CommandError.err("COUNT must be > 0");
      }
      return 2;
    }
    int taken = form.isSearch() ? takeShape(index, left) : takeStore(index, left);
    if (taken == 0) {
      throw CommandError.syntax();
    }
    return taken;
  }

  private int takeStore(int index, int left) {
    boolean isDistance = args.is(index, "storedist");
    if (!form.takesStoreKey() || left < 1 || !(isDistance || args.is(index, "store"))) {
      return 0;
    }
    store = Optional.of(args.bytes(index + 1));
    storesDistance = isDistance;
    return 2;
  }

  private int takeShape(int index, int left) {
    boolean isMember = args.is(index, "frommember");
    if (isMember && left >= 1 && fromIsFreeFor("frommember")) {
      center = source == null ? NOWHERE : member(index + 1);
      from = "frommember";
      return 2;
    }
    if (args.is(index, "fromlonlat") && left >= 2 && fromIsFreeFor("fromlonlat")) {
      center = Point.parse(args, index + 1);
      from = "fromlonlat";
      return 3;
    }
    boolean isUnknown = extension == null;
    if (args.is(index, "byradius") && left >= 2 && (isUnknown || unitIsOfCircle())) {
      extension = circle(index + 1);
      return 3;
    }
    if (args.is(index, "bybox") && left >= 3 && (isUnknown || !unitIsOfCircle())) {
      extension = box(index + 1);
      return 4;
    }
    if (args.is(index, "storedist") && form == SearchForm.SEARCH_STORE) {
      storesDistance = true;
      return 1;
    }
    return 0;
  }

  private boolean fromIsFreeFor(String option) {
    return from.isEmpty() || from.equals(option);
  }

  private boolean unitIsOfCircle() {
    return extension != null && extension.isCircle();
  }

  private Point member(int index) {
    Point point = Geo.point(keys, source, args.bytes(index));
    if (point == null) {
      throw CommandError.err("could not decode requested zset member");
    }
    return point;
  }

  private Extension circle(int index) {
    double radius = Doubles.parse(args.bytes(index), () -> CommandError.err("need numeric radius"));
    if (radius < 0) {
      throw CommandError.err("radius cannot be negative");
    }
    return new Extension(radius, radius, true, Unit.parse(args, index + 1));
  }

  private Extension box(int index) {
    double width = Doubles.parse(args.bytes(index), () -> CommandError.err("need numeric width"));
    double height =
        Doubles.parse(args.bytes(index + 1), () -> CommandError.err("need numeric height"));
    if (width < 0 || height < 0) {
      throw CommandError.err("height or width cannot be negative");
    }
    return new Extension(width, height, false, Unit.parse(args, index + 2));
  }

  private void check() {
    if (store.isPresent() && !with.isEmpty()) {
      throw CommandError.err(
          (form == SearchForm.SEARCH_STORE ? "GEOSEARCHSTORE" : "STORE option in GEORADIUS")
              + " is not compatible with WITHDIST, WITHHASH and WITHCOORD options");
    }
    if (center == null) {
      throw CommandError.err(
          "exactly one of FROMMEMBER or FROMLONLAT can be specified for " + args.string(0));
    }
    if (extension == null) {
      throw CommandError.err(
          "exactly one of BYRADIUS and BYBOX can be specified for " + args.string(0));
    }
    if (any && count == 0) {
      throw CommandError.err("the ANY argument requires COUNT argument");
    }
  }
}
