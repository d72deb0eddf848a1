package chorus.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/// The directory of one invocation, with everything that it measured.
public final class Raw {
  private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  private final Path directory;

  private Raw(Path directory) {
    this.directory = directory;
  }

  /// A new directory below `parent`, named after `what` and the time.
  public static Raw create(Path parent, String what) throws IOException {
    String name = what + "-" + NAME.format(ZonedDateTime.now(ZoneId.systemDefault()));
    return new Raw(Files.createDirectories(parent.resolve(name)).toAbsolutePath());
  }

  public Path directory() {
    return directory;
  }

  /// Appends a line to the raw results.
  public void add(String json) throws IOException {
    Files.writeString(
        directory.resolve("runs.jsonl"),
        json + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /// Keeps the summary, and prints it.
  public void summarize(String markdown) throws IOException {
    Files.writeString(directory.resolve("summary.md"), markdown);
    System.out.println(markdown);
    System.out.println("raw results: " + directory);
  }
}
