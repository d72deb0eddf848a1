package chorus.sim.workload;

import chorus.sim.check.KeyOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Draws operations over few keys, so that clients meet.
final class Mix {
  /// Only incremented and read: readers at other replicas compare them.
  static final List<String> COUNTERS = List.of("n0", "n1", "n2");

  private static final List<String> TEXTS = List.of("k0", "k1", "k2", "k3");
  private static final List<String> HASHES = List.of("h0", "h1");
  private static final List<String> EXPIRING = List.of("e0", "e1");
  private static final List<String> FIELDS = List.of("f", "g", "h");

  private final RandomGenerator random;
  private final String owner;
  private int values;

  /// `owner` makes values unique, so that a read tells which write it saw.
  Mix(RandomGenerator random, String owner) {
    this.random = random;
    this.owner = owner;
  }

  KeyRequest next() {
    int kind = random.nextInt(100);
    if (kind < 20) {
      return new KeyRequest(
          pick(COUNTERS), percent(70) ? new KeyOperation.Increment() : new KeyOperation.Get());
    }
    return kind < 65
        ? new KeyRequest(pick(TEXTS), percent(97) ? onText() : onHash())
        : new KeyRequest(pick(HASHES), percent(92) ? onHash() : onText());
  }

  /// A write that always succeeds.
  KeyRequest write() {
    return new KeyRequest(pick(TEXTS), new KeyOperation.Set(value()));
  }

  /// A read of some key.
  KeyRequest read() {
    List<KeyRequest> all = everything();
    return all.get(random.nextInt(all.size()));
  }

  /// A read of each key.
  List<KeyRequest> everything() {
    var all = new ArrayList<KeyRequest>();
    COUNTERS.forEach(key -> all.add(new KeyRequest(key, new KeyOperation.Get())));
    TEXTS.forEach(key -> all.add(new KeyRequest(key, new KeyOperation.Get())));
    HASHES.forEach(key -> all.add(new KeyRequest(key, new KeyOperation.GetAllFields())));
    return all;
  }

  /// Something to do with a key that may expire.
  KeyRequest expiring() {
    int kind = random.nextInt(100);
    KeyOperation operation =
        kind < 25
            ? new KeyOperation.SetExpiring(value(), 1 + random.nextInt(8000))
            : kind < 30 ? new KeyOperation.SetIfAbsent(value()) : new KeyOperation.Get();
    return new KeyRequest(pick(EXPIRING), operation);
  }

  /// A read of each key that may expire.
  List<KeyRequest> everythingExpiring() {
    return EXPIRING.stream().map(key -> new KeyRequest(key, new KeyOperation.Get())).toList();
  }

  private KeyOperation onText() {
    int kind = random.nextInt(100);
    if (kind < 5) {
      return new KeyOperation.Await(percent(15) ? 0 : 1 + random.nextInt(3000));
    }
    if (kind < 40) {
      return new KeyOperation.Get();
    }
    if (kind < 65) {
      return new KeyOperation.Set(value());
    }
    if (kind < 73) {
      return new KeyOperation.SetIfAbsent(value());
    }
    if (kind < 80) {
      return new KeyOperation.GetSet(value());
    }
    if (kind < 88) {
      return new KeyOperation.Delete();
    }
    return kind < 97 ? new KeyOperation.Append(value()) : new KeyOperation.Increment();
  }

  private KeyOperation onHash() {
    int kind = random.nextInt(100);
    if (kind < 30) {
      return new KeyOperation.SetField(pick(FIELDS), value());
    }
    if (kind < 55) {
      return new KeyOperation.GetField(pick(FIELDS));
    }
    if (kind < 70) {
      return new KeyOperation.DeleteField(pick(FIELDS));
    }
    return kind < 94 ? new KeyOperation.GetAllFields() : new KeyOperation.Delete();
  }

  private String value() {
    String plain = owner + "-" + values++;
    return percent(96) ? plain : plain + ".".repeat(random.nextInt(2000));
  }

  private boolean percent(int chance) {
    return random.nextInt(100) < chance;
  }

  private String pick(List<String> all) {
    return all.get(random.nextInt(all.size()));
  }

  /// An operation and its key.
  record KeyRequest(String key, KeyOperation operation) {}
}
