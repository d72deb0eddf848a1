package chorus.cli.diverged;

import chorus.cli.cluster.Answer;
import chorus.cli.cluster.NodeClient;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Some diverged writes of one node as CHORUS DIVERGED LIST answers them, and how many it has.
record Page(
    String node, long total, List<Listed> writes, Optional<String> next, List<String> problems) {
  /// What the node answers at once, at most.
  static final int MOST = 1_000;

  /// One write, and the first of its keys.
  record Listed(Head head, long keyCount, List<Bytes> keys) {
    static Listed of(String node, Reply reply) {
      Map<String, Reply> fields = Answer.map(reply);
      return new Listed(
          Head.of(node, fields),
          Answer.number(Answer.field(fields, "keyCount")),
          Answer.list(Answer.field(fields, "keys")).stream().map(Answer::bytes).toList());
    }

    Map<String, Object> json() {
      Map<String, Object> json = head.json();
      json.put("keyCount", keyCount);
      json.put("keys", keys.stream().map(ByteText::json).toList());
      return json;
    }
  }

  /// The first `count` writes of `node` behind `after`; fewer if they are large.
  static Page of(
      String node, NodeClient client, String database, int count, Optional<String> after) {
    List<String> words =
        new ArrayList<>(
            List.of("CHORUS", "DIVERGED", "LIST", database, "COUNT", Integer.toString(count)));
    after.ifPresent(id -> words.addAll(List.of("AFTER", id)));
    Reply reply = client.read(words.toArray(String[]::new));
    Map<String, Reply> fields = Answer.map(Answer.list(reply).getFirst());
    return new Page(
        node,
        Answer.number(Answer.field(fields, "total")),
        Answer.list(Answer.field(fields, "writes")).stream()
            .map(each -> Listed.of(node, each))
            .toList(),
        Answer.optional(Answer.field(fields, "next")),
        Answer.list(Answer.field(fields, "problems")).stream().map(Answer::text).toList());
  }

  /// Every write of `node`, page by page; what cannot be read there is noted.
  static void every(Nodes nodes, String node, NodeClient client, Consumer<Page> each) {
    Optional<String> after = Optional.empty();
    do {
      Page page = of(node, client, nodes.database(), MOST, after);
      page.problems.forEach(problem -> nodes.fails(node, problem));
      each.accept(page);
      after = page.next;
    } while (after.isPresent());
  }

  List<String> ids() {
    return writes.stream().map(each -> each.head().id().at()).toList();
  }
}
