package chorus.command;

import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.store.RowCursor;
import chorus.value.Meta;
import chorus.value.RowKeys;
import chorus.value.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/// What SCAN, HSCAN and SSCAN share: the options, and pages whose cursor is the hash to go on from.
///
/// No state is kept: every node knows every cursor, for ever. All rows of one hash are on one page,
/// so what is there from the first page to the last is given, once; what comes or goes meanwhile
/// may be given or not.
///
/// `count` is how many rows a page looks at, at least.
public record Scan(long fromHash, long count, Optional<Glob> match, Optional<Bytes> type) {
  /// The one page of a collection that is not there.
  private static final Reply NOTHING = Reply.array(Reply.bulk("0"), Reply.EMPTY_ARRAY);

  private static final long DEFAULT_COUNT = 10;
  private static final int MAX_CURSOR_DIGITS = 20;

  /// The cursor of a word: unsigned, 0 to begin.
  public static long cursor(Bytes word) {
    if (word.isEmpty()) {
      return 0;
    }
    for (int i = 0; i < word.length(); i++) {
      if (word.at(i) < '0' || word.at(i) > '9' || i == MAX_CURSOR_DIGITS) {
        throw CommandError.err("invalid cursor");
      }
    }
    try {
      return Long.parseUnsignedLong(word.utf8());
    } catch (NumberFormatException _) {
      throw CommandError.err("invalid cursor");
    }
  }

  /// Reads the options from word `first` on; TYPE only where `typed` says so.
  public static Scan options(long cursor, Args args, int first, Typed typed) {
    long count = DEFAULT_COUNT;
    Optional<Glob> match = Optional.empty();
    Optional<Bytes> type = Optional.empty();
    for (int i = first; i < args.size(); i += 2) {
      if (i + 1 == args.size()) {
        throw CommandError.syntax();
      }
      if (args.is(i, "count")) {
        count = args.longAt(i + 1);
        if (count < 1) {
          throw CommandError.syntax();
        }
      } else if (args.is(i, "match")) {
        match = Optional.of(Glob.of(args.bytes(i + 1)));
      } else if (args.is(i, "type") && typed == Typed.YES) {
        type = Optional.of(args.bytes(i + 1));
      } else {
        throw CommandError.syntax();
      }
    }
    return new Scan(cursor, count, match, type);
  }

  /// One page of the collection of `type` at the key, for the words `name key cursor options…`:
  /// each element that matches, and behind it what `shown` makes of its value. One of up to
  /// `compact` elements, which Redis would keep in its compact form, comes on one page, as there.
  public static Outcome ofElements(
      View view, Args args, ValueType type, long compact, Function<Bytes, List<Reply>> shown) {
    long cursor = cursor(args.bytes(2));
    Keyspace keys = Keyspace.over(view);
    Meta.OfCollection collection = keys.collection(args.bytes(1), type);
    if (collection == null) {
      return new Outcome.Answer(NOTHING);
    }
    Scan options = options(cursor, args, 3, Typed.NO);
    Scan scan = collection.count() <= compact ? options.withCount(compact) : options;
    try (RowCursor rows = keys.elements(collection, cursor)) {
      return new Outcome.Answer(scan.page(rows, (row, found) -> scan.add(row, shown, found)));
    }
  }

  private void add(RowCursor row, Function<Bytes, List<Reply>> shown, List<Reply> found) {
    Bytes element = RowKeys.elementOf(row.row());
    if (matches(element)) {
      found.add(Reply.bulk(element));
      found.addAll(shown.apply(row.value()));
    }
  }

  /// Whether a scan may ask for a type: that of keys may.
  public enum Typed {
    YES,
    NO
  }

  /// One page of `rows`, which begin at `fromHash`: `visit` adds what it wants to the reply's list.
  public Reply page(RowCursor rows, BiConsumer<RowCursor, List<Reply>> visit) {
    var found = new ArrayList<Reply>();
    long seen = 0;
    long lastHash = 0;
    long next = 0;
    while (rows.next()) {
      long hash = RowKeys.hashOf(rows.row());
      if (seen >= count && hash != lastHash) {
        next = hash;
        break;
      }
      visit.accept(rows, found);
      lastHash = hash;
      seen++;
    }
    return Reply.array(Reply.bulk(Long.toString(next)), Reply.array(found));
  }

  public boolean matches(Bytes name) {
    return match.isEmpty() || match.get().matches(name);
  }

  /// Whether `actual` is what TYPE asked for.
  public boolean matchesType(ValueType actual) {
    return type.isEmpty() || Words.same(type.get(), actual.redisName());
  }

  /// The same scan with at least `least` rows on a page.
  private Scan withCount(long least) {
    return new Scan(fromHash, Math.max(count, least), match, type);
  }
}
