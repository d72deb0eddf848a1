package chorus.bench.micro;

import chorus.base.DatabaseId;
import chorus.base.Epoch;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.base.NodeId;
import chorus.base.ShardId;
import chorus.log.LogRecord;
import chorus.log.RecordKind;
import chorus.resp.Bytes;
import chorus.store.Effect;
import chorus.store.EffectCodec;
import chorus.time.Hlc;
import chorus.wire.PeerDecoder;
import chorus.wire.PeerEncoder;
import chorus.wire.PeerMessage;
import java.util.ArrayList;
import java.util.List;
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

/// The message from leader to follower with 64 records, per record.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AppendBenchmark {
  private static final int RECORDS = 64;

  private final PeerMessage append;
  private final Bytes encoded;

  public AppendBenchmark() {
    List<LogRecord> records = new ArrayList<>();
    Epoch epoch = new Epoch(3);
    for (Effect effect : Samples.puts(RECORDS)) {
      records.add(
          new LogRecord(
              epoch,
              new Lsn(1_000_001L + records.size()),
              Hlc.of(1_700_000_000_000L, records.size()),
              RecordKind.ROWS,
              EffectCodec.encode(List.of(effect))));
    }
    append =
        new PeerMessage.Append(
            new ShardId(new DatabaseId(0), 0),
            epoch,
            new NodeId("n1"),
            new LogPosition(epoch, new Lsn(1_000_000)),
            new Lsn(999_900),
            new Lsn(999_900),
            PeerMessage.Owed.NOTHING,
            records);
    encoded = PeerEncoder.encode(append);
  }

  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public Bytes encode() {
    return PeerEncoder.encode(append);
  }

  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public PeerMessage decode() {
    return PeerDecoder.decode(encoded);
  }
}
