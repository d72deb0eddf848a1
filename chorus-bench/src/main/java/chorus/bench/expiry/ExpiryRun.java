package chorus.bench.expiry;

import chorus.bench.load.LoadGenerator;
import chorus.bench.load.Measurement;
import chorus.bench.load.Speaker;
import chorus.bench.load.Workload;
import chorus.bench.load.Workload.Extent;
import chorus.bench.load.Workload.Operation;
import chorus.bench.system.LedSystem;
import chorus.client.Connection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/// One system while its keys expire.
///
/// @param setsBefore writes of other keys before any expires
/// @param setsWhile the same, from the first deadline until a second after all are gone
/// @param readsBefore GET, then PING, in nanoseconds
/// @param goneSeconds from the last deadline until the number of keys is what it was
public record ExpiryRun(
    Measurement setsBefore,
    Measurement setsWhile,
    Reads readsBefore,
    Reads readsWhile,
    double filledSeconds,
    double goneSeconds) {
  private static final int CONNECTIONS = 8;
  private static final int OTHER_KEYS = 100_000;
  private static final int VALUE_BYTES = 100;
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  /// Times of the two commands that come each millisecond, in nanoseconds.
  public record Reads(Histogram gets, Histogram pings) {}

  /// Measures a system that was just started.
  ///
  /// @param keys how many expire
  /// @param lead from the beginning of their writing until the first expires
  /// @param before of that, measured at its end
  public static ExpiryRun of(LedSystem system, int keys, Duration lead, Duration before)
      throws IOException {
    load(system, Operation.FILL, new Extent.Counted(OTHER_KEYS));
    try (Connection counter = system.connect(PATIENCE);
        PacedReader gets =
            new PacedReader(system.connect(PATIENCE), "GET", "key:" + "0".repeat(12));
        PacedReader pings = new PacedReader(system.connect(PATIENCE), "PING")) {
      long others = Expiring.count(counter);
      long began = System.nanoTime();
      long first = System.currentTimeMillis() + lead.toMillis();
      Expiring.write(counter, keys, first);
      double filled = (System.nanoTime() - began) / 1e9;
      Duration warmUp = untilMillis(first).minus(before);
      if (warmUp.isNegative()) {
        throw new IOException(
            "%s takes %.0f s to write the keys; give more with --lead"
                .formatted(system.name(), filled));
      }
      Measurement setsBefore =
          LoadGenerator.run(
              work(Operation.SET, new Extent.Lasting(warmUp, untilMillis(first).minus(warmUp))),
              system.leader(),
              () -> speaker(system),
              () -> taken(gets, pings));
      Reads readsBefore = taken(gets, pings);
      GoneWatch watch = new GoneWatch(counter, others, first + Expiring.SPAN_MILLIS, BETWEEN_LOOKS);
      Measurement setsWhile = load(system, Operation.SET, new Extent.Until(watch::isOver));
      gets.end();
      pings.end();
      return new ExpiryRun(
          succeeded(setsBefore),
          setsWhile,
          readsBefore,
          taken(gets, pings),
          filled,
          watch.goneSeconds());
    }
  }

  private static Duration untilMillis(long wallClock) {
    return Duration.ofMillis(wallClock - System.currentTimeMillis());
  }

  private static Reads taken(PacedReader gets, PacedReader pings) {
    try {
      return new Reads(gets.taken(), pings.taken());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Measurement load(LedSystem system, Operation operation, Extent extent)
      throws IOException {
    return succeeded(
        LoadGenerator.run(
            work(operation, extent), system.leader(), () -> speaker(system), () -> {}));
  }

  private static Workload work(Operation operation, Extent extent) {
    return new Workload(CONNECTIONS, 1, OTHER_KEYS, VALUE_BYTES, operation, extent);
  }

  private static Speaker speaker(LedSystem system) {
    try {
      return system.speaker();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Measurement succeeded(Measurement measured) throws IOException {
    if (!measured.errors().isEmpty()) {
      throw new IOException("some writes failed: " + measured.errors());
    }
    return measured;
  }
}
