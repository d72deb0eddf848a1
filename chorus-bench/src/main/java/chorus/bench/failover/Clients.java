package chorus.bench.failover;

import chorus.bench.failover.Journal.Write;
import chorus.bench.system.FailoverSystem;
import chorus.bench.system.FailoverSystem.Route;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The clients of one run, a virtual thread each: writers that write at a steady pace, and from the
/// death of the leader on probes.
///
/// A probe is a single write on a connection of its own. Without them a cluster would look down for
/// as long as its clients are stuck in writes that they sent before it died.
final class Clients implements AutoCloseable {
  private static final int WRITERS = 16;
  private static final Duration WRITE_EVERY = Duration.ofMillis(10);
  private static final Duration PROBE_EVERY = Duration.ofMillis(20);
  private static final Duration BETWEEN_CONNECTIONS = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final int VALUE_BYTES = 100;

  /// Which errors say that this is not the place to write any more.
  private static final String WRONG_PLACE = "READONLY";

  private final FailoverSystem system;
  private final Route route;
  private final Journal journal;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicLong keys = new AtomicLong();
  private volatile boolean stopping;

  private Clients(FailoverSystem system, Route route, Journal journal) {
    this.system = system;
    this.route = route;
    this.journal = journal;
  }

  static Clients start(FailoverSystem system, Route route, Journal journal) {
    Clients clients = new Clients(system, route, journal);
    for (int i = 0; i < WRITERS; i++) {
      int number = i;
      clients.threads.add(Thread.ofVirtual().start(() -> clients.writeOn(number)));
    }
    return clients;
  }

  /// Sends probes until one, or a writer, is acknowledged. Fails after `patience`.
  void probe(Duration patience) throws IOException {
    long began = System.nanoTime();
    for (int number = 0; !journal.recovered(); number++) {
      if (System.nanoTime() - began > patience.toNanos()) {
        throw new IOException("no write succeeds for %d s".formatted(patience.toSeconds()));
      }
      int client = number;
      threads.add(Thread.ofVirtual().start(() -> writeOnce(client)));
      pause(PROBE_EVERY);
    }
  }

  private void writeOnce(int client) {
    String key = nextKey();
    long began = System.nanoTime();
    try (Line line = connect(client)) {
      write(line, key);
    } catch (IOException e) {
      journal.add(new Write(key, began, System.nanoTime(), "no connection"));
    }
  }

  private void writeOn(int client) {
    while (!stopping) {
      long began = System.nanoTime();
      try (Line line = connect(client)) {
        writeOn(line);
      } catch (IOException e) {
        journal.add(new Write(nextKey(), began, System.nanoTime(), "no connection"));
        pauseUninterrupted(BETWEEN_CONNECTIONS);
      }
    }
  }

  /// Until told to stop, or the line is of no more use.
  private void writeOn(Line line) {
    long next = System.nanoTime();
    while (!stopping && write(line, nextKey())) {
      long now = System.nanoTime();
      next = Math.max(now, next + WRITE_EVERY.toNanos());
      pauseUninterrupted(Duration.ofNanos(next - now));
    }
  }

  private Line connect(int client) throws IOException {
    var target = route.target(client);
    return Line.open(target, system.speaker(target), PATIENCE);
  }

  /// False if the next write needs another line.
  private boolean write(Line line, String key) {
    byte[] bytes = key.getBytes(StandardCharsets.US_ASCII);
    long sent = System.nanoTime();
    @Nullable String error;
    boolean usable;
    try {
      error = line.write(bytes, new byte[VALUE_BYTES]);
      usable = !WRONG_PLACE.equals(error);
    } catch (SocketTimeoutException late) {
      error = "no answer";
      usable = false;
    } catch (IOException | IllegalStateException lost) {
      error = "connection lost";
      usable = false;
    }
    journal.add(new Write(key, sent, System.nanoTime(), error));
    return usable;
  }

  private String nextKey() {
    return "key:%09d".formatted(keys.incrementAndGet());
  }

  private static void pauseUninterrupted(Duration duration) {
    try {
      pause(duration);
    } catch (IOException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  static void pause(Duration duration) throws IOException {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /// Ends the load; what is under way is waited for.
  @Override
  public void close() throws IOException {
    stopping = true;
    try {
      for (Thread each : threads) {
        each.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
