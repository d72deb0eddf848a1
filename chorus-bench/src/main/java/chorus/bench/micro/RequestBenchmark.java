package chorus.bench.micro;

import chorus.resp.Bytes;
import chorus.resp.Decoded;
import chorus.resp.DecoderLimits;
import chorus.resp.Output;
import chorus.resp.RequestDecoder;
import chorus.resp.RequestEncoder;
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

/// One socket read with 16 SETs of 100 bytes in it, per command.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RequestBenchmark {
  private static final int COMMANDS = 16;

  private final RequestDecoder decoder = new RequestDecoder(DecoderLimits.AUTHENTICATED);
  private final byte[] chunk;

  public RequestBenchmark() {
    Output output = new Output();
    for (int i = 0; i < COMMANDS; i++) {
      RequestEncoder.encode(
          List.of(
              Bytes.utf8("SET"), Bytes.utf8("key:%012d".formatted(i)), Bytes.wrap(new byte[100])),
          output);
    }
    chunk = output.toByteArray();
  }

  @Benchmark
  @OperationsPerInvocation(COMMANDS)
  public Decoded<List<Bytes>> decode() {
    decoder.feed(chunk, 0, chunk.length);
    Decoded<List<Bytes>> commands = decoder.decode(COMMANDS);
    decoder.decode(1);
    return commands;
  }
}
