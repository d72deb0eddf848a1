package chorus.cli.diverged;

import chorus.cli.cluster.AtOption;
import chorus.cli.terminal.CliFailure;
import chorus.cli.terminal.ExitCode;
import chorus.cli.terminal.Json;
import chorus.cli.terminal.OutputOption;
import chorus.cli.terminal.Terminal;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `chorus diverged export`.
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Writes all diverged writes of a database to a new file, one JSON object per line.",
      "",
      "Each has what 'chorus diverged show -o json' tells of it. What is not UTF-8 is"
          + " {\"base64\": …}. Nothing is deleted from the nodes.",
      "",
      "Exit code: 0 all nodes answered, 4 one did not: the file lacks its writes."
    })
final class ExportCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private final AtOption at = new AtOption();
  @Mixin private final OutputOption output = new OutputOption();

  @Parameters(index = "0", paramLabel = "DB", description = "The database, by name or index.")
  private String wanted = "";

  @Parameters(index = "1", paramLabel = "FILE", description = "The file, which must not exist.")
  private Path file = Path.of("");

  private long count;

  ExportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /// What `-o json` prints.
  record View(
      int schemaVersion, String database, String file, long writes, List<Nodes.Unheard> unheard) {}

  @Override
  public Integer call() {
    Nodes nodes = Nodes.of(at.address(), wanted);
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        BufferedWriter lines =
            new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8))) {
      nodes.each((node, client) ->
          Page.every(
              nodes,
              node,
              client,
              page ->
                  Shown.each(
                      node, client, nodes.database(), page.ids(), write -> write(lines, write))));
      lines.flush();
      channel.force(true);
    } catch (FileAlreadyExistsException e) {
      throw new CliFailure(
          ExitCode.USAGE, file + " is there already, nothing was exported", "name a new file");
    } catch (IOException | UncheckedIOException e) {
      throw new CliFailure(ExitCode.FAILED, "cannot write " + file + ": " + e.getMessage());
    }
    output.answer(
        terminal,
        () -> "%,d diverged writes of %s are in %s".formatted(count, nodes.database(), file),
        () -> new View(1, nodes.database(), file.toString(), count, nodes.unheard()));
    return nodes.end(terminal, ExitCode.OK).number();
  }

  private void write(BufferedWriter lines, Shown write) {
    try {
      lines.write(Json.write(write.json()) + "\n");
      count++;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
