package chorus.command.server;

import chorus.command.Args;
import chorus.command.InfoSection;
import chorus.command.SessionCommand;
import chorus.command.SessionContext;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import java.util.SequencedMap;

/// MEMORY DOCTOR: whether the heap is nearly full.
final class MemoryDoctor implements SessionCommand {
  private static final int PERCENT = 100;
  private static final int NEARLY_FULL = 90;

  @Override
  public Reply run(SessionContext context, Args args) {
    SequencedMap<String, String> memory = context.info().fields(InfoSection.MEMORY);
    long used = Long.parseLong(memory.getOrDefault("used_memory", "0"));
    long most = Long.parseLong(memory.getOrDefault("chorus_heap_max", "0"));
    long percent = most == 0 ? 0 : used * PERCENT / most;
    String finding =
        percent < NEARLY_FULL
            ? "Nothing to worry about."
            : "The heap is nearly full: give the process a larger one (-Xmx), or keep databases in"
                + " RocksDB.";
    return new Reply.Verbatim(
        "txt",
        Bytes.utf8(
            "In use are %d of %d bytes (%d %%), what was not collected yet included. %s%n"
                .formatted(used, most, percent, finding)));
  }
}
