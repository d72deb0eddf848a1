package chorus.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NodeCommandsTest {
  private final FakeCluster cluster = new FakeCluster();

  @Test
  void theMembersAreListed() {
    assertThat(cluster.run("CHORUS NODE LIST")).isEqualTo("*2|$2|n1|$2|n2|");
  }

  @Test
  void aNodeIsAddedWithAllItsPorts() {
    assertThat(cluster.run("CHORUS NODE ADD blue n4 10.0.0.4 7004 7104 7204 7304"))
        .contains("n4", "host=10.0.0.4", "resp=7004", "peer=7104", "http=7204", "control=7304");
  }

  @Test
  void whatTheClusterRefusesIsAnswered() {
    assertThat(cluster.run("CHORUS NODE ADD green n4 10.0.0.4 7004 7104 7204 7304"))
        .startsWith("-REFUSED this is cluster blue");
    assertThat(cluster.run("CHORUS NODE REMOVE n1")).startsWith("-REFUSED n1 holds main");
    assertThat(cluster.run("chorus node remove n2")).isEqualTo("+OK|");
  }

  @Test
  void addressesAndNamesAreCheckedBeforeAnythingIsAsked() {
    assertThat(cluster.run("CHORUS NODE ADD blue n4 10.0.0.4 0 7104 7204 7304"))
        .startsWith("-ERR a port is 1 to 65535");
    assertThat(cluster.run("CHORUS NODE ADD blue n4 10.0.0.4 7004 7104 7204 70000"))
        .startsWith("-ERR a port is 1 to 65535");
    assertThat(cluster.run("CHORUS NODE ADD blue n4 a/b 7004 7104 7204 7304"))
        .startsWith("-ERR 'a/b' is not a host");
    assertThat(cluster.run("CHORUS NODE ADD blue n:4 10.0.0.4 7004 7104 7204 7304"))
        .startsWith("-ERR a node's name");
  }

  @Test
  void otherWordsAnswerWhatThereIs() {
    assertThat(cluster.run("CHORUS NODE ADD n4")).startsWith("-ERR CHORUS NODE takes LIST, ADD");
    assertThat(cluster.run("CHORUS NODE LIST all")).startsWith("-ERR CHORUS NODE takes LIST, ADD");
  }
}
