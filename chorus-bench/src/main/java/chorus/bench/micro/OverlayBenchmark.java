package chorus.bench.micro;

import chorus.base.Lsn;
import chorus.resp.Bytes;
import chorus.store.Effect;
import chorus.store.Overlay;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The overlay with a thousand records in it, as under a load that the disk just keeps up with.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class OverlayBenchmark {
  private static final int HELD = 1024;

  private final Overlay overlay = new Overlay(new EmptyStore());
  private final List<List<Effect>> records = Samples.puts(100_000).stream().map(List::of).toList();
  private final List<Bytes> rows = records.stream().flatMap(List::stream).map(Effect::row).toList();
  private long last;
  private int next;

  @Setup
  public void fill() {
    while (last < HELD) {
      putAndEvict();
    }
  }

  /// One record in, one out.
  @Benchmark
  public void putAndEvict() {
    last++;
    overlay.put(new Lsn(last), records.get((int) (last % records.size())));
    if (last > HELD) {
      overlay.evict(new Lsn(last - HELD));
    }
  }

  @Benchmark
  public @Nullable Bytes getPending() {
    next = (next + 1) % HELD;
    return overlay.get(rows.get((int) ((last - next) % rows.size())));
  }

  @Benchmark
  public @Nullable Bytes getAbsent() {
    next = (next + 1) % HELD;
    return overlay.get(rows.get((int) ((last + 1 + next) % rows.size())));
  }
}
