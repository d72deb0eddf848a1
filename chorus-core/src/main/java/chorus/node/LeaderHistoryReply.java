package chorus.node;

import chorus.base.NodeId;
import chorus.cluster.Choice;
import chorus.cluster.Ending;
import chorus.cluster.Hindrance;
import chorus.cluster.LeaderChange;
import chorus.cluster.LeaderHistory;
import chorus.log.ReplicaState.Wholeness;
import chorus.resp.Reply;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The history of a shard's leaders as CHORUS LEADER HISTORY answers it: a list of maps, the latest
/// change first. What is not known is null.
final class LeaderHistoryReply {
  private LeaderHistoryReply() {}

  static Reply of(LeaderHistory history) {
    return Reply.array(
        history.changes().reversed().stream().map(LeaderHistoryReply::change).toList());
  }

  private static Reply change(LeaderChange change) {
    Ending ending = change.ending();
    List<Choice.Candidate> candidates = change.choice().map(Choice::candidates).orElse(List.of());
    return Reply.map(
        Reply.entry("epoch", Reply.integer(change.epoch().number())),
        Reply.entry("before", node(change.before())),
        Reply.entry("leader", node(change.leader())),
        Reply.entry("cause", Reply.bulk(word(ending.cause()))),
        Reply.entry("evidence", Reply.bulk(ending.evidence())),
        Reply.entry("at", Reply.integer(ending.atMillis())),
        Reply.entry("by", Reply.bulk(ending.by().name())),
        Reply.entry("chosenBy", node(change.choice().map(Choice::by))),
        Reply.entry("detectMillis", tookMillis(ending, Ending.Cause.DETECTED)),
        Reply.entry("chooseMillis", millis(change.choice().map(Choice::tookMillis))),
        Reply.entry("handOverMillis", tookMillis(ending, Ending.Cause.HANDED_OVER)),
        Reply.entry("beginMillis", millis(change.beganMillis())),
        Reply.entry(
            "candidates",
            Reply.array(candidates.stream().map(LeaderHistoryReply::candidate).toList())),
        Reply.entry(
            "clients",
            Reply.array(
                change.clients().entrySet().stream().map(LeaderHistoryReply::clients).toList())));
  }

  private static Reply tookMillis(Ending ending, Ending.Cause phase) {
    return ending.cause() == phase ? Reply.integer(ending.tookMillis()) : Reply.NULL;
  }

  private static Reply candidate(Choice.Candidate candidate) {
    boolean whole = candidate.wholeness() == Wholeness.WHOLE;
    return Reply.map(
        Reply.entry("node", Reply.bulk(candidate.node().name())),
        Reply.entry("epoch", Reply.integer(candidate.last().epoch().number())),
        Reply.entry("lsn", Reply.integer(candidate.last().lsn().number())),
        Reply.entry("whole", Reply.integer(whole ? 1 : 0)));
  }

  private static Reply clients(Map.Entry<NodeId, Hindrance> of) {
    Hindrance hindrance = of.getValue();
    return Reply.map(
        Reply.entry("node", Reply.bulk(of.getKey().name())),
        Reply.entry("waited", Reply.integer(hindrance.waited())),
        Reply.entry("longestMillis", Reply.integer(hindrance.longestMillis())),
        Reply.entry("indeterminate", Reply.integer(hindrance.open())),
        Reply.entry("refused", Reply.integer(hindrance.refused())));
  }

  private static String word(Ending.Cause cause) {
    return cause.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Reply node(Optional<NodeId> node) {
    return node.map(each -> Reply.bulk(each.name())).orElse(Reply.NULL);
  }

  private static Reply millis(Optional<Long> millis) {
    return millis.map(Reply::integer).orElse(Reply.NULL);
  }
}
