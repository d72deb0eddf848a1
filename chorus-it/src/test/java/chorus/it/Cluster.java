package chorus.it;

import static org.awaitility.Awaitility.await;

import chorus.it.Distribution.Result;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Three nodes, `n1` to `n3`, wherever they run, and what their clients can ask of them.
interface Cluster {
  /// How long a cluster may take to be whole again; far above what it needs.
  Duration TIME_TO_HEAL = Duration.ofSeconds(60);

  /// A new connection to `node`.
  RespClient connect(String node);

  /// Runs `chorus WORDS` as a client of `node`.
  Result runAt(String node, String... words);

  /// The report of `node`, asked for over its RESP port.
  default JsonNode status(String node) {
    try (RespClient client = connect(node)) {
      return new JsonMapper().readTree(String.valueOf(client.call("CHORUS", "STATUS")));
    }
  }

  /// The node that leads `main` according to `asked`, or an empty text.
  default String leader(String asked) {
    return status(asked).path("databases").path(0).path("leader").asString("");
  }

  /// The leader once there is one that all of `asked` agree on.
  default String awaitLeader(List<String> asked) {
    await()
        .atMost(TIME_TO_HEAL)
        .ignoreExceptions()
        .until(() ->
            asked.stream().map(this::leader).distinct().count() == 1
                && !leader(asked.getFirst()).isEmpty());
    return leader(asked.getFirst());
  }

  /// One member's row of `main` in the report of `asked`.
  default JsonNode member(String asked, String node) {
    for (JsonNode row : status(asked).path("databases").path(0).path("nodes")) {
      if (row.path("node").asString().equals(node)) {
        return row;
      }
    }
    throw new AssertionError("the status does not show " + node);
  }

  /// Returns once all three nodes agree on a leader and both others follow it without lag.
  default String awaitWhole() {
    String leader = awaitLeader(Playground.nodes());
    for (String follower : Playground.others(leader)) {
      await()
          .atMost(TIME_TO_HEAL)
          .ignoreExceptions()
          .until(() -> {
            JsonNode row = member(leader, follower);
            return row.path("state").asString().equals("streaming")
                && row.path("lagLsn").asLong(1) == 0;
          });
    }
    return leader;
  }

  /// What `chorus verify` says, once every node has a position to be compared at.
  default Result verify() {
    Result[] last = new Result[1];
    await()
        .atMost(TIME_TO_HEAL)
        .until(() -> {
          last[0] = runAt("n1", "verify");
          return last[0].exitCode() != 4;
        });
    return last[0];
  }
}
