package chorus.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import chorus.base.DatabaseId;
import chorus.base.Epoch;
import chorus.base.Limits;
import chorus.base.Lsn;
import chorus.base.NodeId;
import chorus.base.ShardId;
import chorus.base.Timings;
import chorus.cluster.Choice;
import chorus.cluster.ClusterState;
import chorus.cluster.Ending;
import chorus.cluster.MetaCommand;
import chorus.cluster.MetaCommand.AddMember;
import chorus.cluster.MetaCommand.BeginElection;
import chorus.cluster.MetaCommand.CreateDatabase;
import chorus.cluster.MetaCommand.ElectLeader;
import chorus.cluster.MetaCommand.FormCluster;
import chorus.cluster.MetaCommand.PlaceDatabase;
import chorus.cluster.MetaCommand.RemoveMember;
import chorus.definition.AckMode;
import chorus.definition.AckPolicy;
import chorus.definition.Engine;
import chorus.definition.FailoverMode;
import chorus.definition.MemberAddress;
import chorus.definition.OnFollower;
import chorus.log.LogOptions;
import chorus.log.ReplicaState.Wholeness;
import chorus.node.NodeOptions.IndexRange;
import chorus.testing.Json;
import chorus.value.Hash128;
import chorus.wire.ShardStatus;
import chorus.wire.ShardStatus.Feed;
import chorus.wire.ShardStatus.FollowerStatus;
import chorus.wire.ShardStatus.Standing;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `status -o json` as its users rely on it.
final class StatusJsonTest {
  private static final Ending ENDING =
      new Ending(Ending.Cause.DETECTED, new NodeId("n2"), 1_790_000_000_000L, 1050, "silent");
  private static final Choice CHOICE = new Choice(new NodeId("n2"), 200, List.of());
  private static final ShardId SHARD = new ShardId(new DatabaseId(0), 0);
  private static final NodeId N1 = new NodeId("n1");
  private static final NodeId N2 = new NodeId("n2");
  private static final NodeId N3 = new NodeId("n3");
  private static final Map<NodeId, MemberAddress> ADDRESSES =
      Map.of(
          N1, new MemberAddress("10.0.0.1", 7001, 1, 2, 3),
          N2, new MemberAddress("::1", 7002, 1, 2, 3),
          N3, new MemberAddress("db_3.example", 7003, 1, 2, 3));
  private static final long SECOND = 1_000_000_000;
  private static final long NOW = 100 * SECOND;
  private static final Epoch FOUR = new Epoch(4);

  private final TreeMap<NodeId, Peers.Heard> heard = new TreeMap<>();
  private LagMarks marks = LagMarks.NONE;
  private ClusterState state = ClusterState.EMPTY;
  private Routes routes = Routes.EMPTY;

  @BeforeEach
  void ledByN1() {
    apply(new FormCluster("blue", ADDRESSES));
    apply(CreateDatabase.majority("main", 0, Engine.ROCKSDB, FailoverMode.AUTO));
    for (long epoch = 0; epoch < 4; epoch++) {
      apply(new BeginElection(SHARD, new Epoch(epoch), ENDING));
    }
    apply(new ElectLeader(SHARD, FOUR, N1, 1, CHOICE));
    routes = new Routes(new TreeMap<>(Map.of(SHARD, new Routes.Route(FOUR, N1))));
    says(
        N1,
        Standing.LEADING,
        50,
        new FollowerStatus(N2, Feed.STREAMING, new Lsn(50), 0, 0),
        new FollowerStatus(N3, Feed.PROBING, new Lsn(40), 700, 0));
    says(N2, Standing.FOLLOWING, 50);
    says(N3, Standing.FOLLOWING, 40);
    marks = marks.with(SHARD, new Lsn(40), NOW - 3 * SECOND).with(SHARD, new Lsn(50), NOW - SECOND);
  }

  @Test
  void whoIsToJoinIsALearnerUntilItCounts() {
    AckPolicy majority = AckPolicy.of(AckMode.MAJORITY);
    apply(
        new CreateDatabase(
            "small", 1, Engine.MEMORY, FailoverMode.AUTO, OnFollower.FORWARD, majority, 2));
    apply(new PlaceDatabase(new DatabaseId(1), 1, List.of(N2, N1)));
    Map<String, @Nullable Object> small = databases().get(1);
    assertThat(small)
        .containsEntry("joining", List.of("n1"))
        .containsEntry("leaving", List.of("n3"));
    assertThat(objects(small.get("nodes")))
        .extracting(each -> each.get("node"), each -> each.get("role"))
        .containsExactly(tuple("n1", "learner"), tuple("n2", "follower"), tuple("n3", "follower"));
  }

  @Test
  void everyNameOfTheContractIsThereAndInItsType() {
    assertThat(root())
        .containsOnlyKeys("schemaVersion", "members", "databases")
        .containsEntry("schemaVersion", 1L);
    assertThat(main())
        .containsKeys(
            "name", "index", "model", "ack", "epoch", "leader", "promise", "shards", "nodes")
        .containsEntry("name", "main")
        .containsEntry("index", 0L)
        .containsEntry("model", "single-leader")
        .containsEntry("ack", "majority")
        .containsEntry("epoch", 4L)
        .containsEntry("leader", "n1");
    assertThat((String) main().get("promise")).startsWith("majority, fsynced");
    assertThat(shard())
        .containsOnlyKeys("shard", "epoch", "leader", "nodes")
        .containsEntry("shard", 0L)
        .containsEntry("epoch", 4L)
        .containsEntry("leader", "n1");
    assertThat(node(2))
        .containsOnlyKeys(
            "node",
            "role",
            "state",
            "sync",
            "lastLsn",
            "durableLsn",
            "commitLsn",
            "appliedLsn",
            "logStartLsn",
            "logBytes",
            "needsSnapshot",
            "copiedBytes",
            "keys",
            "diverged",
            "disk",
            "lagLsn",
            "lagBytes",
            "lagMillis");
  }

  @Test
  void allMembersAreListedAndTheTopLevelIsShardZeros() {
    assertThat(nodes()).extracting(each -> each.get("node")).containsExactly("n1", "n2", "n3");
    assertThat(main().get("nodes")).isEqualTo(shard().get("nodes"));
  }

  @Test
  void clientsFindEveryMemberWhateverItsAddressIs() {
    assertThat(objects(root().get("members")))
        .extracting(each -> each.get("node"), each -> each.get("resp"))
        .containsExactly(
            tuple("n1", "10.0.0.1:7001"),
            tuple("n2", "[::1]:7002"),
            tuple("n3", "db_3.example:7003"));
  }

  @Test
  void whoIsAddedOrRemovedIsListedOrNot() {
    apply(new AddMember(new NodeId("n4"), 1, new MemberAddress("10.0.0.4", 7004, 1, 2, 3)));
    assertThat(objects(root().get("members"))).extracting(each -> each.get("node")).contains("n4");
    apply(new RemoveMember(new NodeId("n4"), 1));
    assertThat(objects(root().get("members")))
        .extracting(each -> each.get("node"))
        .doesNotContain("n4");
  }

  @Test
  void aNodeThatIsHeardAndHasNoReplicaYetIsNotUnreachable() {
    heard.put(N2, new Peers.Heard(NOW, 1, List.of()));
    assertThat(node(2)).containsEntry("state", "probing").containsEntry("keys", null);
  }

  @Test
  void theLeaderLeadsAndLagsBehindNobody() {
    assertThat(node(1))
        .containsEntry("role", "leader")
        .containsEntry("state", "leading")
        .containsEntry("sync", true)
        .containsEntry("lastLsn", 53L)
        .containsEntry("durableLsn", 52L)
        .containsEntry("commitLsn", 50L)
        .containsEntry("appliedLsn", 50L)
        .containsEntry("keys", 4L);
    assertThat(lag(1)).containsExactly(0L, 0L, 0L);
  }

  @Test
  void aFollowerThatHasEverythingLagsByZero() {
    assertThat(node(2)).containsEntry("role", "follower").containsEntry("state", "streaming");
    assertThat(lag(2)).containsExactly(0L, 0L, 0L);
  }

  @Test
  void aFollowerThatIsBehindSaysByHowMuch() {
    assertThat(node(3)).containsEntry("role", "follower").containsEntry("state", "probing");
    assertThat(lag(3)).containsExactly(10L, 700L, 1000L);
  }

  @Test
  void whoIsNotHeardIsUnreachableAndItsNumbersAreUnknown() {
    fallsSilent(N2);
    heard.remove(N3);
    for (int silent : List.of(2, 3)) {
      assertThat(node(silent))
          .containsEntry("role", "follower")
          .containsEntry("state", "unreachable");
      assertThat(node(silent)).containsEntry("lastLsn", null).containsEntry("appliedLsn", null);
      assertThat(lag(silent)).containsExactly(null, null, null);
    }
  }

  @Test
  void whomTheLeaderCannotReachIsUnreachableThoughWeHearIt() {
    says(N1, Standing.LEADING, 50, new FollowerStatus(N2, Feed.UNREACHABLE, new Lsn(40), 9, 0));
    assertThat(node(2)).containsEntry("state", "unreachable").containsEntry("lastLsn", 53L);
  }

  @Test
  void withoutALeaderTheLagIsUnknownAndNotZero() {
    routes = Routes.EMPTY;
    assertThat(main()).containsEntry("leader", null).containsEntry("epoch", 4L);
    assertThat(nodes()).extracting(each -> each.get("state")).containsOnly("probing");
    assertThat(nodes()).extracting(each -> each.get("role")).containsOnly("follower");
    assertThat(lag(2)).containsExactly(null, null, null);
  }

  @Test
  void itSaysWhoseDiskDoesNotAnswer() {
    assertThat(node(2)).containsEntry("disk", "ok");
    says(N2, Standing.STALLED, 50);
    assertThat(node(2)).containsEntry("disk", "stalled").containsEntry("state", "streaming");
    says(N2, Standing.ABDICATED, 50);
    assertThat(node(2)).containsEntry("disk", "stalled");
    fallsSilent(N2);
    assertThat(node(2)).containsEntry("disk", null);
  }

  @Test
  void aLeaderThatFellSilentIsNone() {
    fallsSilent(N1);
    assertThat(main()).containsEntry("leader", null);
    assertThat(node(1)).containsEntry("role", "follower").containsEntry("state", "unreachable");
  }

  @Test
  void duringAnElectionNobodyLeads() {
    apply(new BeginElection(SHARD, FOUR, ENDING));
    assertThat(main()).containsEntry("leader", null).containsEntry("epoch", 5L);
  }

  @Test
  void aReplicaThatIsNotWholeIsALearner() {
    says(N3, Standing.FOLLOWING, Wholeness.NOT_WHOLE, 40);
    assertThat(node(3)).containsEntry("role", "learner");
  }

  @Test
  void databasesComeInTheOrderOfTheirIndexes() {
    apply(CreateDatabase.majority("late", 9, Engine.MEMORY, FailoverMode.AUTO));
    apply(CreateDatabase.majority("feed", 1, Engine.MEMORY, FailoverMode.AUTO));
    assertThat(databases())
        .extracting(each -> each.get("name"))
        .containsExactly("main", "feed", "late");
    assertThat(databases().get(1)).containsEntry("leader", null).containsEntry("epoch", 0L);
  }

  @Test
  void aClusterWithoutDatabasesIsAnEmptyList() {
    state = ClusterState.EMPTY;
    assertThat(root()).containsEntry("databases", List.of());
  }

  private void fallsSilent(NodeId silent) {
    heard.computeIfPresent(
        silent, (_, last) -> new Peers.Heard(NOW - 2 * SECOND, last.boot(), last.shards()));
  }

  private void says(NodeId node, Standing standing, long applied, FollowerStatus... followers) {
    says(node, standing, Wholeness.WHOLE, applied, followers);
  }

  private void says(
      NodeId node,
      Standing standing,
      Wholeness wholeness,
      long applied,
      FollowerStatus... followers) {
    ShardStatus status =
        new ShardStatus(
            SHARD,
            standing,
            FOUR,
            new Lsn(10),
            1 << 24,
            new Lsn(53),
            new Lsn(52),
            new Lsn(50),
            new Lsn(applied),
            4,
            2,
            wholeness,
            Lsn.NONE,
            Hash128.ZERO,
            0,
            List.of(followers));
    heard.put(node, new Peers.Heard(NOW, 1, List.of(status)));
  }

  private void apply(MetaCommand command) {
    state = state.after(command);
  }

  private Map<String, @Nullable Object> root() {
    NodeOptions options =
        new NodeOptions(
            N2,
            Past.first(1),
            "blue",
            ADDRESSES,
            List.of(),
            IndexRange.NONE,
            Timings.DEFAULT,
            LogOptions.defaults(),
            Limits.ROWS_AT_ONCE,
            Set.of());
    ClusterView view =
        new ClusterView(state, routes, new TreeMap<>(heard), marks, List.of(), Map.of(), NOW);
    return object(Json.parse(StatusJson.of(view, options)));
  }

  private List<Map<String, @Nullable Object>> databases() {
    return objects(root().get("databases"));
  }

  private Map<String, @Nullable Object> main() {
    return databases().getFirst();
  }

  private Map<String, @Nullable Object> shard() {
    return objects(main().get("shards")).getFirst();
  }

  private List<Map<String, @Nullable Object>> nodes() {
    return objects(main().get("nodes"));
  }

  private Map<String, @Nullable Object> node(int number) {
    return nodes().get(number - 1);
  }

  private List<@Nullable Object> lag(int number) {
    Map<String, @Nullable Object> node = node(number);
    return Arrays.asList(node.get("lagLsn"), node.get("lagBytes"), node.get("lagMillis"));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, @Nullable Object> object(@Nullable Object value) {
    return (Map<String, @Nullable Object>) Objects.requireNonNull(value);
  }

  private static List<Map<String, @Nullable Object>> objects(@Nullable Object value) {
    return ((List<?>) Objects.requireNonNull(value)).stream().map(StatusJsonTest::object).toList();
  }
}
