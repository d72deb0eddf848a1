package chorus.cli;

import chorus.cli.cluster.Answer;
import chorus.resp.Reply;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One change of leader as CHORUS LEADER HISTORY answers it. The JSON of `chorus leader history`
/// has these fields; what is not known, or does not apply, is null.
///
/// @param cause created, detected, handed-over, asked or forced
/// @param at when it was decided that the leadership before had ended, in UTC
/// @param by the node that decided that
record LeaderChangeView(
    long epoch,
    @Nullable String before,
    @Nullable String leader,
    String cause,
    String evidence,
    String at,
    String by,
    @Nullable String chosenBy,
    @Nullable Long detectMillis,
    @Nullable Long chooseMillis,
    @Nullable Long handOverMillis,
    @Nullable Long beginMillis,
    List<Candidate> candidates,
    List<Clients> clients) {
  /// A replica that reported: the end of its log, and whether it had lost nothing.
  record Candidate(String node, long epoch, long lsn, boolean whole) {}

  /// What the clients of one node went through, in batches of commands.
  record Clients(String node, long waited, long longestMillis, long indeterminate, long refused) {}

  static LeaderChangeView of(Reply reply) {
    Map<String, Reply> fields = Answer.map(reply);
    return new LeaderChangeView(
        number(fields, "epoch"),
        known(fields, "before", Answer::text),
        known(fields, "leader", Answer::text),
        Answer.text(Answer.field(fields, "cause")),
        Answer.text(Answer.field(fields, "evidence")),
        Instant.ofEpochMilli(number(fields, "at")).truncatedTo(ChronoUnit.MILLIS).toString(),
        Answer.text(Answer.field(fields, "by")),
        known(fields, "chosenBy", Answer::text),
        known(fields, "detectMillis", Answer::number),
        known(fields, "chooseMillis", Answer::number),
        known(fields, "handOverMillis", Answer::number),
        known(fields, "beginMillis", Answer::number),
        all(fields, "candidates", LeaderChangeView::candidate),
        all(fields, "clients", LeaderChangeView::clients));
  }

  /// A paragraph that a tired person can read.
  String text() {
    String head =
        "epoch %d  %s  %s → %s"
            .formatted(
                epoch, at, before == null ? "nobody" : before, leader == null ? "?" : leader);
    var lines = new StringJoiner("\n  ", head + total() + "\n  ", "");
    lines.add("%-10s %s, by %s".formatted(cause, sentence(), by));
    if (!candidates.isEmpty()) {
      lines.add(
          "candidates "
              + candidates.stream().map(this::candidate).collect(Collectors.joining(", "))
              + "; chosen by "
              + chosenBy);
    }
    String phases = phases();
    if (!phases.isEmpty()) {
      lines.add("phases     " + phases);
    }
    for (Clients each : clients) {
      lines.add("clients    " + sentence(each));
    }
    return lines.toString();
  }

  private String sentence() {
    return cause.equals("detected") && before != null ? before + " was " + evidence : evidence;
  }

  private String total() {
    if (leader == null) {
      return "  (not decided)";
    }
    if (beginMillis == null) {
      return "  (does not serve yet)";
    }
    return "  served after "
        + seconds(
            orZero(detectMillis) + orZero(chooseMillis) + orZero(handOverMillis) + beginMillis);
  }

  private String phases() {
    var all = new StringJoiner(", ");
    add(all, "detect", detectMillis);
    add(all, "hand over", handOverMillis);
    add(all, "choose", chooseMillis);
    add(all, "begin", beginMillis);
    return all.toString();
  }

  private static void add(StringJoiner all, String phase, @Nullable Long millis) {
    if (millis != null) {
      all.add(phase + " " + seconds(millis));
    }
  }

  private String candidate(Candidate each) {
    return "%s at LSN %d of epoch %d%s%s"
        .formatted(
            each.node,
            each.lsn,
            each.epoch,
            each.whole ? "" : " (has lost records)",
            each.node.equals(leader) ? " (chosen)" : "");
  }

  private static String sentence(Clients each) {
    return "at %s: %d waited, the longest %s; %d may have happened (INDETERMINATE); %d refused (NOQUORUM)"
        .formatted(
            each.node, each.waited, seconds(each.longestMillis), each.indeterminate, each.refused);
  }

  private static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.2f s", millis / 1000.0);
  }

  private static long orZero(@Nullable Long millis) {
    return millis == null ? 0 : millis;
  }

  private static Candidate candidate(Map<String, Reply> fields) {
    return new Candidate(
        Answer.text(Answer.field(fields, "node")),
        number(fields, "epoch"),
        number(fields, "lsn"),
        number(fields, "whole") == 1);
  }

  private static Clients clients(Map<String, Reply> fields) {
    return new Clients(
        Answer.text(Answer.field(fields, "node")),
        number(fields, "waited"),
        number(fields, "longestMillis"),
        number(fields, "indeterminate"),
        number(fields, "refused"));
  }

  private static <T> List<T> all(
      Map<String, Reply> fields, String name, Function<Map<String, Reply>, T> each) {
    return Answer.list(Answer.field(fields, name)).stream().map(Answer::map).map(each).toList();
  }

  private static long number(Map<String, Reply> fields, String name) {
    return Answer.number(Answer.field(fields, name));
  }

  private static <T> @Nullable T known(
      Map<String, Reply> fields, String name, Function<Reply, T> read) {
    Reply value = Answer.field(fields, name);
    return Answer.isNull(value) ? null : read.apply(value);
  }
}
