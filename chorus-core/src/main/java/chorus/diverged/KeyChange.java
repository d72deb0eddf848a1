package chorus.diverged;

import chorus.base.Epoch;
import chorus.base.Lsn;
import chorus.resp.Bytes;
import chorus.value.CollectionId;
import chorus.value.Meta;
import chorus.value.ValueType;
import java.util.List;

/// What a write did to one key.
///
/// `elements` are those that it put into or removed from the collection that the key holds after
/// it, or, where it holds none then, held before. A collection that is deleted or overwritten keeps
/// its elements to itself: they are not listed, since the record did not name them.
public record KeyChange(Bytes key, Image before, Image after, List<ElementChange> elements) {
  private static final CollectionId ANY = new CollectionId(Epoch.NONE, Lsn.NONE, 0);

  public KeyChange {
    elements = List.copyOf(elements);
  }

  /// How many elements the write put.
  public long puts() {
    return elements.stream().filter(each -> each.after().isPresent()).count();
  }

  /// Whether the elements that the write put are all that the key held after it, so that the
  /// collection can be made anew from the write alone.
  public boolean isWhole() {
    return after instanceof Image.Collection made
        && made.count() == puts()
        && leadsTo(made, Meta.OfCollection.empty(made.type(), ANY), From.NOTHING);
  }

  /// Whether the elements are those of a collection of that type.
  public boolean isOf(ValueType type) {
    return switch (after) {
      case Image.Collection made -> made.type() == type;
      case Image.Absent() -> before instanceof Image.Collection gone && gone.type() == type;
      case Image.Text _, Image.Unknown _ -> false;
    };
  }

  /// Whether the element changes make what the key held after it out of `held`, which is the
  /// content that the key held before it.
  public boolean leadsFrom(Meta.OfCollection held) {
    return after instanceof Image.Collection made
        && made.type() == held.type()
        && leadsTo(made, held, From.BEFORE);
  }

  /// About how much memory it takes.
  long bytes() {
    return key.length()
        + before.bytes()
        + after.bytes()
        + elements.stream().mapToLong(ElementChange::bytes).sum();
  }

  private enum From {
    NOTHING,
    BEFORE
  }

  private boolean leadsTo(Image.Collection made, Meta.OfCollection start, From from) {
    Meta.OfCollection next = start;
    for (ElementChange change : elements) {
      if (from == From.BEFORE && change.before().isPresent()) {
        if (next.count() == 0) {
          return false;
        }
        next = next.removed(change.element(), change.before().get());
      }
      if (change.after().isPresent()) {
        next = next.added(change.element(), change.after().get());
      }
    }
    return next.expiringAt(made.expiryMillis()).logicalHash(key).equals(made.hash());
  }
}
