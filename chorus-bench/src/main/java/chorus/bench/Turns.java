package chorus.bench;

import chorus.bench.report.Circumstances;
import chorus.bench.report.Grid;
import chorus.bench.report.Raw;
import chorus.bench.report.Sample;
import chorus.bench.system.LedSystem;
import chorus.bench.system.SystemUnderTest;
import chorus.bench.system.Systems;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Measures systems in turns, so that what else the machine does falls on all of them alike. Each
/// turn starts one with an empty directory, and ends it.
final class Turns {
  /// Every system accepts so many clients by itself.
  private static final int CLIENTS = 1000;

  private final Place place;
  private final Raw raw;
  private final Circumstances circumstances = new Circumstances();
  private final List<Sample> samples = new ArrayList<>();
  private int failures;
  private final StringBuilder introduction = new StringBuilder();

  /// What is done with a system in its turn; the samples go to the [Recorder].
  interface Turn {
    void measure(LedSystem system, Recorder recorder) throws IOException;
  }

  /// Takes what one turn measures.
  interface Recorder {
    void add(String table, String row, String column, double value) throws IOException;
  }

  /// Results go to a new directory named after `what`.
  Turns(Place place, String what) throws IOException {
    this.place = place;
    this.raw = Raw.create(place.out(), what);
  }

  /// Has each of `systems` measured `repeat` times. Each accepts `clients` at a time.
  void run(List<String> systems, int repeat, int clients, Turn turn) throws IOException {
    for (String name : systems) {
      try (SystemUnderTest system = system(name)) {
        say("- `%s`: %s".formatted(name, system.description()));
      }
    }
    for (int repetition = 1; repetition <= repeat; repetition++) {
      for (String name : systems) {
        try {
          run(name, repetition, clients, turn);
        } catch (IOException e) {
          failed(name, repetition, e);
        }
      }
    }
  }

  /// A run that failed counts nowhere; the other turns go on.
  private void failed(String name, int repetition, IOException cause) throws IOException {
    failures++;
    String text = "run %d of `%s` failed: %s".formatted(repetition, name, cause.getMessage());
    say("- " + text);
    log("{\"failed\":\"%s\"}".formatted(text.replace('"', '\'')));
  }

  private LedSystem system(String name) {
    return Systems.led(name, place::program);
  }

  private void run(String name, int repetition, int clients, Turn turn) throws IOException {
    log(circumstances.look(name, repetition, raw.directory()));
    Path data = Files.createDirectories(raw.directory().resolve("data"));
    try (LedSystem system = system(name)) {
      if (clients > CLIENTS) {
        system.accepting(clients);
      }
      system.start(data);
      try {
        samples.addAll(measured(system, repetition, turn));
      } catch (IOException e) {
        Path logs = raw.directory().resolve("logs/%s-%d".formatted(name, repetition));
        Place.keep(system.logs(), data, logs);
        throw e;
      }
    } finally {
      Place.delete(data);
    }
  }

  private List<Sample> measured(LedSystem system, int repetition, Turn turn) throws IOException {
    List<Sample> measured = new ArrayList<>();
    InetSocketAddress leader = system.leader();
    turn.measure(
        system,
        (table, row, column, value) -> {
          Sample sample = new Sample(table, row, column, repetition, value);
          measured.add(sample);
          log(sample.json());
        });
    if (!system.leader().equals(leader)) {
      throw new IOException("another node leads than at its beginning");
    }
    return measured;
  }

  private void log(String json) throws IOException {
    raw.add(json);
    System.err.println(json);
  }

  /// Adds a line to what stands above the tables.
  void say(String line) {
    introduction.append(line).append('\n');
  }

  /// Keeps and prints the tables of medians; the program's exit code, which is 1 if a run failed.
  int summarize(Grid.Ratios ratios) throws IOException {
    raw.summarize(introduction + "\n" + circumstances.text() + Grid.of(samples, ratios));
    return failures == 0 ? 0 : 1;
  }
}
