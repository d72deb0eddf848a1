package chorus.bench.micro;

import chorus.resp.Bytes;
import chorus.store.Effect;
import chorus.store.EffectCodec;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The payload of one record: a single row change.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EffectBenchmark {
  private final List<Effect> effects = Samples.puts(1);
  private final Bytes encoded = EffectCodec.encode(effects);

  @Benchmark
  public Bytes encode() {
    return EffectCodec.encode(effects);
  }

  @Benchmark
  public List<Effect> decode() {
    return EffectCodec.decode(encoded);
  }
}
