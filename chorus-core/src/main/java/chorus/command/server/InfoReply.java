package chorus.command.server;

import chorus.command.Args;
import chorus.command.InfoSection;
import chorus.command.SessionCommand;
import chorus.command.SessionContext;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import java.util.EnumSet;
import java.util.Set;

/// INFO [section …]: lines of `field:value` under a heading for each section.
final class InfoReply implements SessionCommand {
  @Override
  public Reply run(SessionContext context, Args args) {
    Set<InfoSection> wanted = sections(args);
    var text = new StringBuilder();
    for (InfoSection section : wanted) {
      if (!text.isEmpty()) {
        text.append("\r\n");
      }
      text.append("# ").append(section.title()).append("\r\n");
      context
          .info()
          .fields(section)
          .forEach((field, value) -> text.append(field).append(':').append(value).append("\r\n"));
    }
    return new Reply.Verbatim("txt", Bytes.utf8(text.toString()));
  }

  /// The sections in the order of the reply; a word that names none adds none.
  private static Set<InfoSection> sections(Args args) {
    Set<InfoSection> wanted = EnumSet.noneOf(InfoSection.class);
    if (args.size() == 1) {
      wanted.addAll(InfoSection.DEFAULT);
    }
    for (int i = 1; i < args.size(); i++) {
      if (args.is(i, "default")) {
        wanted.addAll(InfoSection.DEFAULT);
      } else if (args.is(i, "all") || args.is(i, "everything")) {
        wanted.addAll(EnumSet.allOf(InfoSection.class));
      } else {
        addNamed(args, i, wanted);
      }
    }
    return wanted;
  }

  private static void addNamed(Args args, int index, Set<InfoSection> wanted) {
    for (InfoSection section : InfoSection.values()) {
      if (args.is(index, section.title())) {
        wanted.add(section);
      }
    }
  }
}
