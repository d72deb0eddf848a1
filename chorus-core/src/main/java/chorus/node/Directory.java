package chorus.node;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/// A small sorted map that every strand may read and that is replaced as a whole when it changes.
final class Directory<K extends Comparable<K>, V> {
  private final AtomicReference<Map<K, V>> entries =
      new AtomicReference<>(Collections.emptySortedMap());

  Optional<V> get(K key) {
    return Optional.ofNullable(entries.get().get(key));
  }

  Collection<V> values() {
    return entries.get().values();
  }

  /// The keys, in order.
  Set<K> keys() {
    return entries.get().keySet();
  }

  /// Adds an entry; the one that is there stays.
  void add(K key, V value) {
    entries.updateAndGet(before -> {
      Map<K, V> after = new TreeMap<>(before);
      after.putIfAbsent(key, value);
      return after;
    });
  }

  void remove(K key) {
    entries.updateAndGet(before -> {
      Map<K, V> after = new TreeMap<>(before);
      after.remove(key);
      return after;
    });
  }
}
