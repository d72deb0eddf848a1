package chorus.cli.cluster;

import chorus.resp.Reply;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What one node says that it holds of a database: the answer to CHORUS VERIFY, read back.
///
/// `hashes` maps positions to the content hash there: the beats, and the applied position itself.
public record ReplicaView(
    String node,
    long applied,
    String hash,
    String recomputed,
    long keys,
    List<String> problems,
    List<String> repaired,
    Map<Long, String> hashes) {
  public static ReplicaView of(Reply reply) {
    Map<String, Reply> map = Answer.map(reply);
    long applied = Answer.number(Answer.field(map, "applied"));
    String hash = Answer.text(Answer.field(map, "hash"));
    Map<Long, String> hashes = new TreeMap<>();
    for (Reply beat : Answer.list(Answer.field(map, "beats"))) {
      List<Reply> pair = Answer.list(beat);
      hashes.put(Answer.number(pair.getFirst()), Answer.text(pair.getLast()));
    }
    hashes.put(applied, hash);
    return new ReplicaView(
        Answer.text(Answer.field(map, "node")),
        applied,
        hash,
        Answer.text(Answer.field(map, "recomputed")),
        Answer.number(Answer.field(map, "keys")),
        texts(map, "problems"),
        texts(map, "repaired"),
        hashes);
  }

  private static List<String> texts(Map<String, Reply> map, String field) {
    return Answer.list(Answer.field(map, field)).stream().map(Answer::text).toList();
  }

  /// The content hash at `lsn`, if the node still knows it.
  public Optional<String> hashAt(long lsn) {
    return Optional.ofNullable(hashes.get(lsn));
  }

  /// Whether the stored rows are what the log made of them.
  public boolean isWhole() {
    return hash.equals(recomputed) && problems.isEmpty();
  }
}
