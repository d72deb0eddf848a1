package chorus.command;

import chorus.base.Lsn;
import chorus.base.NodeId;
import chorus.resp.Reply;
import chorus.store.Beat;
import chorus.store.ScrubReport;
import chorus.store.VerifyReport;
import java.util.ArrayList;
import java.util.List;

/// The answer to CHORUS VERIFY: what one node holds of a database. Whoever asks all nodes compares
/// the answers.
///
/// `beats` are the latest content hashes that the node published, oldest first: nodes are rarely
/// asked at the same position, but they have beats in common.
public record ReplicaCheck(NodeId node, ScrubReport scrub, List<Beat> beats) {
  public ReplicaCheck {
    beats = List.copyOf(beats);
  }

  /// A map of `node`, `applied` (LSN), `hash` (kept along, at that LSN), `recomputed` (from the
  /// stored rows, at that LSN), `keys`, `problems` (a list of texts), `repaired` (a list of texts:
  /// what was damaged and is not any more) and `beats` (a list of [LSN, hash]). Hashes are 32
  /// hexadecimal digits.
  public Reply toReply() {
    VerifyReport report = scrub.rows();
    List<Reply> published = new ArrayList<>();
    for (Beat beat : beats) {
      published.add(Reply.array(lsn(beat.lsn()), Reply.bulk(beat.hash().hex())));
    }
    return Reply.map(
        Reply.entry("node", Reply.bulk(node.name())),
        Reply.entry("applied", lsn(report.applied())),
        Reply.entry("hash", Reply.bulk(report.recorded().hex())),
        Reply.entry("recomputed", Reply.bulk(report.recomputed().hex())),
        Reply.entry("keys", Reply.integer(report.keys())),
        Reply.entry("problems", texts(scrub.problems())),
        Reply.entry("repaired", texts(scrub.repaired())),
        Reply.entry("beats", Reply.array(published)));
  }

  private static Reply texts(List<String> texts) {
    return Reply.array(texts.stream().map(Reply::bulk).toList());
  }

  private static Reply lsn(Lsn lsn) {
    return Reply.integer(lsn.number());
  }
}
