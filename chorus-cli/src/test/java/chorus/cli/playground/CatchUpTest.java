package chorus.cli.playground;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.cli.cluster.StatusReport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CatchUpTest {
  private final CatchUp catchUp = new CatchUp("n3", "main");

  private static StatusReport report(long leaderLast, String state, @Nullable Long both) {
    return report(leaderLast, state, both, both);
  }

  private static StatusReport report(
      long leaderLast, String state, @Nullable Long last, @Nullable Long applied) {
    String json =
        """
        {"schemaVersion":1,"databases":[{"name":"main","index":0,"model":"single-leader",
         "ack":"majority","epoch":1,"leader":"n1","promise":"p","nodes":[
          {"node":"n1","role":"leader","state":"leading","lastLsn":%d,"appliedLsn":%d},
          {"node":"n3","role":"follower","state":"%s","lastLsn":%s,"appliedLsn":%s,
           "lagBytes":2097152}]}]}\
        """
            .formatted(leaderLast, leaderLast, state, last, applied);
    return StatusReport.read(json, "the test");
  }

  @Test
  void nodeThatFetchesWhatItMissedSaysHowFarItIs() {
    catchUp.seenByOthers(report(100_010, "unreachable", null));
    assertThat(catchUp.opening()).isEmpty();
    catchUp.seenByOthers(report(100_010, "probing", 10L));
    assertThat(catchUp.opening()).contains("n3 main: 100,000 LSNs (2.0 MiB) behind");
    catchUp.seenByItself(report(100_010, "streaming", 20_010L));
    assertThat(catchUp.progress()).contains("n3 main: fetched 20,000 of 100,000 LSNs, 20 %");
    catchUp.seenByItself(report(100_010, "streaming", 100_010L));
    assertThat(catchUp.isDone()).isTrue();
    assertThat(catchUp.summary().map(CatchUp::text))
        .contains(
            "n3 main: caught up at LSN 100,010; it was 100,000 LSNs (2.0 MiB) behind and fetched"
                + " 100,000");
  }

  @Test
  void oneReportIsNeverEnough() {
    catchUp.seenByItself(report(50, "streaming", 50L));
    assertThat(catchUp.isDone()).isFalse();
    catchUp.seenByItself(report(50, "streaming", 50L));
    assertThat(catchUp.isDone()).isTrue();
    assertThat(catchUp.opening()).contains("n3 main: missed nothing");
  }

  @Test
  void nodeCatchesUpAlsoWhileClientsWrite() {
    catchUp.seenByItself(report(100, "streaming", 50L));
    catchUp.seenByItself(report(200, "streaming", 99L));
    assertThat(catchUp.isDone()).isFalse();
    catchUp.seenByItself(report(300, "streaming", 210L));
    assertThat(catchUp.isDone()).isTrue();
  }

  @Test
  void whatOthersSayNeverEndsIt() {
    catchUp.seenByOthers(report(50, "streaming", 50L));
    catchUp.seenByOthers(report(50, "streaming", 50L));
    assertThat(catchUp.isDone()).isFalse();
  }

  @Test
  void applyingItsOwnLogAgainIsNotFetching() {
    catchUp.seenByItself(report(100, "streaming", 90L, 0L));
    assertThat(catchUp.opening()).contains("n3 main: 10 LSNs (2.0 MiB) behind");
    catchUp.seenByItself(report(100, "streaming", 100L, 40L));
    assertThat(catchUp.progress()).contains("n3 main: applied 40 of 100 LSNs, all fetched");
    assertThat(catchUp.isDone()).isFalse();
    catchUp.seenByItself(report(100, "streaming", 100L, 100L));
    assertThat(catchUp.summary().map(CatchUp.Summary::fetchedLsn)).contains(10L);
  }

  @Test
  void unknownPositionIsNoProgress() {
    catchUp.seenByItself(report(100, "probing", null));
    assertThat(catchUp.opening()).isEmpty();
    assertThat(catchUp.summary()).isEmpty();
  }

  @Test
  void bytesHaveAUnit() {
    assertThat(CatchUp.bytes(812)).isEqualTo("812 B");
    assertThat(CatchUp.bytes(1536)).isEqualTo("1.5 KiB");
    assertThat(CatchUp.bytes(3L << 20)).isEqualTo("3.0 MiB");
  }
}
