package chorus.cli.playground;

import chorus.cli.terminal.CliFailure;
import chorus.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Runs a small program of the system and waits for it.
record Tool(int exitCode, String output) {
  static Tool run(String... words) {
    try {
      Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Tool(process.waitFor(), output);
    } catch (IOException e) {
      throw new CliFailure(ExitCode.FAILED, "cannot run " + words[0] + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliFailure(ExitCode.FAILED, "interrupted while " + words[0] + " ran");
    }
  }
}
