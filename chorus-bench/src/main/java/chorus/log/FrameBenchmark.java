package chorus.log;

import chorus.base.Epoch;
import chorus.base.Lsn;
import chorus.resp.Bytes;
import chorus.time.Hlc;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/// Frames of the log, per record: 64 records of 130 bytes, as a group commit writes them.
///
/// It stands in the log's package because frames are nobody else's business.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FrameBenchmark {
  private static final int RECORDS = 64;
  private static final int PAYLOAD_BYTES = 130;

  private final List<Entry> entries = new ArrayList<>();
  private final int bytes;
  private final Bytes frames;

  public FrameBenchmark() {
    for (int i = 1; i <= RECORDS; i++) {
      Bytes payload = Bytes.wrap(new byte[PAYLOAD_BYTES]);
      entries.add(
          new Entry.Added(
              new LogRecord(new Epoch(1), new Lsn(i), Hlc.ZERO, RecordKind.ROWS, payload)));
    }
    bytes = (int) entries.stream().mapToLong(FrameEncoder::frameBytes).sum();
    frames = encoded();
  }

  private Bytes encoded() {
    FrameEncoder encoder = new FrameEncoder(bytes, 1, 0, 0);
    entries.forEach(encoder::add);
    return encoder.finish();
  }

  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public Bytes encode() {
    return encoded();
  }

  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public void decode(Blackhole sink) {
    FrameDecoder decoder = new FrameDecoder(frames, 1, 0);
    int offset = 0;
    while (offset < bytes) {
      Optional<FrameDecoder.Frame> frame = decoder.decode(offset);
      sink.consume(frame);
      offset = frame.orElseThrow().end();
    }
  }
}
