package chorus.diverged;

import chorus.base.Require;
import chorus.resp.Bytes;
import java.util.Optional;

/// What a write did to one element of a collection. Empty: the element was not there. `before` and
/// `after` may be the same value.
public record ElementChange(Bytes element, Optional<Bytes> before, Optional<Bytes> after) {
  public ElementChange {
    Require.that(before.isPresent() || after.isPresent(), "an element was or is there", element);
  }

  /// About how much memory it takes.
  long bytes() {
    return (long) element.length()
        + before.map(Bytes::length).orElse(0)
        + after.map(Bytes::length).orElse(0);
  }
}
