package chorus.single;

import chorus.wire.GatewayId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/// Which forwarded batches a leadership has taken, so that a repeated message runs nothing twice.
///
/// Bounded by what gateways have open: each says below which id it waits for nothing.
final class ForwardLedger {
  private static final class Taken {
    private final TreeSet<Long> ids = new TreeSet<>();
    private long forgottenBelow;
  }

  private final Map<GatewayId, Taken> gateways = new LinkedHashMap<>();

  /// True the first time that this id of this gateway is seen.
  boolean take(GatewayId gateway, long id, long lowestOpen) {
    Taken taken = gateways.computeIfAbsent(gateway, any -> new Taken());
    if (lowestOpen > taken.forgottenBelow) {
      taken.forgottenBelow = lowestOpen;
      taken.ids.headSet(lowestOpen).clear();
    }
    return id >= taken.forgottenBelow && taken.ids.add(id);
  }

  /// Ids that are remembered, over all gateways.
  int size() {
    return gateways.values().stream().mapToInt(each -> each.ids.size()).sum();
  }
}
