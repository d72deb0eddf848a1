package chorus.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Runs a workload in the calling thread, against one server.
public final class LoadGenerator {
  /// A server that answers nothing for this long has failed the run.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final long SEED = 20_260_101;

  private final Workload work;
  private final Payloads payloads;
  private final Tally tally = new Tally();
  private final List<Lane> lanes = new ArrayList<>();
  private final Runnable onMeasured;
  private long left;

  private LoadGenerator(Workload work, Runnable onMeasured) {
    this.work = work;
    this.payloads = new Payloads(SEED, work.keys(), work.valueBytes());
    this.onMeasured = onMeasured;
    this.left =
        switch (work.extent()) {
          case Workload.Extent.Counted(long operations) -> operations;
          case Workload.Extent.Lasting _, Workload.Extent.Until _ -> Long.MAX_VALUE;
        };
  }

  /// Runs `work` against `target`; `onMeasured` runs once, when the part that counts begins. Fails
  /// if the server closes a connection or stops answering.
  public static Measurement run(
      Workload work, InetSocketAddress target, Supplier<Speaker> speakers, Runnable onMeasured)
      throws IOException {
    return new LoadGenerator(work, onMeasured).run(target, speakers);
  }

  private Measurement run(InetSocketAddress target, Supplier<Speaker> speakers) throws IOException {
    try (Selector selector = Selector.open()) {
      for (int i = 0; i < work.connections(); i++) {
        lanes.add(new Lane(target, speakers.get(), selector, work, tally));
      }
      return switch (work.extent()) {
        case Workload.Extent.Lasting(Duration warmUp, Duration measured) -> {
          drive(selector, isAfter(System.nanoTime() + warmUp.toNanos()));
          tally.reset();
          onMeasured.run();
          long began = System.nanoTime();
          drive(selector, isAfter(began + measured.toNanos()));
          yield tally.over(System.nanoTime() - began);
        }
        case Workload.Extent.Counted counted -> {
          onMeasured.run();
          long began = System.nanoTime();
          drive(selector, () -> false);
          yield tally.over(System.nanoTime() - began);
        }
        case Workload.Extent.Until(BooleanSupplier over) -> {
          onMeasured.run();
          long began = System.nanoTime();
          drive(selector, over);
          yield tally.over(System.nanoTime() - began);
        }
      };
    } finally {
      for (Lane lane : lanes) {
        lane.close();
      }
    }
  }

  private static BooleanSupplier isAfter(long endNanos) {
    return () -> System.nanoTime() >= endNanos;
  }

  /// Keeps every lane busy until it is `over`, or until all operations are answered.
  private void drive(Selector selector, BooleanSupplier over) throws IOException {
    for (Lane lane : lanes) {
      feed(lane);
    }
    while (!over.getAsBoolean() && lanes.stream().anyMatch(lane -> !lane.isIdle())) {
      int ready =
          selector.select(
              key -> {
                Lane lane = (Lane) key.attachment();
                try {
                  lane.proceed();
                  feed(lane);
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              },
              PATIENCE.toMillis());
      if (ready == 0) {
        throw new IOException("no answer for %d s".formatted(PATIENCE.toSeconds()));
      }
    }
  }

  private void feed(Lane lane) throws IOException {
    if (lane.isIdle() && left > 0) {
      int count = (int) Math.min(work.depth(), left);
      left -= count;
      lane.send(work.operation(), count, payloads);
    }
  }
}
