package chorus.command;

import chorus.resp.Bytes;
import chorus.resp.Reply;
import java.util.List;
import java.util.Locale;

/// Redis' words for a command that does not exist. They quote what came, up to a length.
final class UnknownCommand {
  private static final int QUOTED_CHARS = 128;

  private UnknownCommand() {}

  static Reply command(List<Bytes> words) {
    var quoted = new StringBuilder();
    for (int i = 1; i < words.size() && quoted.length() < QUOTED_CHARS; i++) {
      String word = cut(words.get(i), QUOTED_CHARS - quoted.length());
      quoted.append('\'').append(word).append("' ");
    }
    return Reply.error(
        "ERR",
        "unknown command '"
            + cut(words.getFirst(), QUOTED_CHARS)
            + "', with args beginning with: "
            + quoted);
  }

  static Reply subcommand(List<Bytes> words) {
    return Reply.error(
        "ERR",
        "unknown subcommand '"
            + cut(words.get(1), QUOTED_CHARS)
            + "'. Try "
            + words.getFirst().utf8().toUpperCase(Locale.ROOT)
            + " HELP.");
  }

  /// As C's `%.*s`: up to the length, or the first zero byte.
  private static String cut(Bytes word, int length) {
    int end = 0;
    while (end < length && end < word.length() && word.at(end) != 0) {
      end++;
    }
    return word.slice(0, end).utf8();
  }
}
