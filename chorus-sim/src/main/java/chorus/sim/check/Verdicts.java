package chorus.sim.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Collects what the checkers found. Only the first few are kept: what follows a broken law is
/// mostly its consequence.
public final class Verdicts {
  private static final int KEPT = 16;

  private final LongSupplier nowMillis;
  private final Set<String> waived;
  private final List<Violation> found = new ArrayList<>();
  private long count;

  public Verdicts(LongSupplier nowMillis) {
    this(nowMillis, Set.of());
  }

  /// The `waived` laws are not promised in this run.
  public Verdicts(LongSupplier nowMillis, Set<String> waived) {
    this.nowMillis = nowMillis;
    this.waived = Set.copyOf(waived);
  }

  public void broken(String law, String detail) {
    if (waived.contains(law)) {
      return;
    }
    count++;
    if (found.size() < KEPT) {
      found.add(new Violation(law, nowMillis.getAsLong(), detail));
    }
  }

  /// Notes a violation unless `holds`; the values behind `detail` are shown only then.
  public void require(String law, boolean holds, String detail, @Nullable Object... values) {
    if (!holds) {
      broken(law, detail + " " + Arrays.toString(values));
    }
  }

  public List<Violation> found() {
    return List.copyOf(found);
  }

  /// All violations, the ones not kept included.
  public long count() {
    return count;
  }
}
