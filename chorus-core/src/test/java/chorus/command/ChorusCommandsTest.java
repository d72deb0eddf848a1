package chorus.command;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.DatabaseId;
import chorus.base.Done;
import chorus.base.Fault;
import chorus.base.NodeId;
import chorus.base.Result;
import chorus.definition.AckConfig;
import chorus.definition.AckMode;
import chorus.definition.DatabaseDefinition;
import chorus.definition.Engine;
import chorus.definition.Model;
import chorus.env.Links;
import chorus.resp.Bytes;
import chorus.resp.Protocol;
import chorus.resp.Reply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The container CHORUS on a fake cluster with one database, `main`.
final class ChorusCommandsTest {
  private static final String MAIN =
      "*14|$4|name|$4|main|$5|index|:0|$5|model|$13|single-leader|$3|ack|$8|majority|$6|engine|"
          + "$7|rocksdb|$8|replicas|*1|$2|n1|$9|witnesses|*0|";

  @Test
  void statusIsTheJsonOfTheCluster() {
    assertThat(run("CHORUS STATUS")).isEqualTo("$2|{}|");
  }

  @Test
  void databasesAreListedAndShown() {
    assertThat(run("CHORUS DB LIST")).isEqualTo("*1|" + MAIN);
    assertThat(run("CHORUS DB SHOW main")).isEqualTo(MAIN);
    assertThat(run("CHORUS DB SHOW 0")).isEqualTo(MAIN);
    assertThat(run("CHORUS DB SHOW none"))
        .isEqualTo("-ERR no database 'none' | CHORUS DB LIST shows all|");
  }

  @Test
  void verifyFindsTheDatabaseByNameOrIndex() {
    assertThat(run("CHORUS VERIFY main")).isEqualTo("+verified main|");
    assertThat(run("CHORUS VERIFY 0")).isEqualTo("+verified main|");
    assertThat(run("CHORUS VERIFY 9"))
        .isEqualTo("-ERR no database '9' | CHORUS DB LIST shows all|");
  }

  @ParameterizedTest
  @CsvSource({
    "CHORUS DB CREATE logs, logs -1 ROCKSDB -1",
    "CHORUS DB CREATE logs INDEX 3 ENGINE memory REPLICAS 1, logs 3 MEMORY 1",
    "chorus db create logs --engine MEMORY --index 3, logs 3 MEMORY -1",
    "CHORUS DB CREATE logs model single-leader ack majority, logs -1 ROCKSDB -1"
  })
  void createTakesOptionsInAnyOrderAndCase(String line, String expected) {
    var cluster = new FakeCluster();
    cluster.run(line);
    assertThat(cluster.asked)
        .extracting(request ->
            request.name()
                + " "
                + request.index().orElse(-1)
                + " "
                + request.engine()
                + " "
                + request.replicas().orElse(-1))
        .containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "CHORUS DB CREATE Logs #-ERR database name 'Logs' is not 1 to 32 of a-z",
        "CHORUS DB CREATE logs INDEX #-ERR option 'index' has no value|",
        "CHORUS DB CREATE logs INDEX x #-ERR index 'x' is not a number from 0 to 1000000|",
        "CHORUS DB CREATE logs INDEX -1 #-ERR index '-1' is not a number from 0 to 1000000|",
        "CHORUS DB CREATE logs REPLICAS 0 #-ERR replicas '0' is not a number from 1 to 1000|",
        "CHORUS DB CREATE logs ENGINE tape #-ERR no engine 'tape' | known: rocksdb, memory|",
        "CHORUS DB CREATE logs MODEL x #-ERR no model 'x' | known: single-leader|",
        "CHORUS DB CREATE logs ACK all #-ERR no ack 'all' | known: majority|",
        "CHORUS DB CREATE logs FSYNC always #-ERR no option 'fsync' | known: index, model",
        "CHORUS DB CREATE #-ERR CHORUS DB takes CREATE name",
        "CHORUS DB DROP main #-ERR CHORUS DB takes CREATE name",
        "CHORUS NOSUCH #-ERR unknown subcommand 'NOSUCH'. Try CHORUS HELP.|"
      })
  void badRequestsAreRefusedWithTheReason(String line, String expected) {
    var cluster = new FakeCluster();
    assertThat(cluster.run(line.strip())).startsWith(expected);
    assertThat(cluster.asked).isEmpty();
  }

  @Test
  void aFaultIsAnErrorWithItsCode() {
    assertThat(run("CHORUS DB CREATE main")).isEqualTo("-EXISTS database main is there already|");
  }

  @Test
  void aReadLevelBeforeACommandHoldsForThatCommandAlone() {
    var found = (Lookup.Found) CommandTable.standard().find(words("CHORUS READ eventual HGET h f"));
    assertThat(found.spec().name()).isEqualTo("hget");
    assertThat(found.args().words()).isEqualTo(words("HGET h f"));
    assertThat(found.level()).contains(ReadLevel.EVENTUAL);
    assertThat(((Lookup.Found) CommandTable.standard().find(words("GET k"))).level()).isEmpty();
    assertThat(CommandTable.standard().find(words("CHORUS READ never GET k")))
        .isEqualTo(new Lookup.Rejected(CommandError.syntax().reply()));
    assertThat(CommandTable.standard().find(words("chorus read strong chorus read strong GET k")))
        .isEqualTo(new Lookup.Rejected(CommandError.syntax().reply()));
    assertThat(CommandTable.standard().find(words("CHORUS READ strong GET")))
        .isEqualTo(new Lookup.Rejected(CommandError.arity("get").reply()));
  }

  @Test
  void cutsAndHealsNameLinksInBothDirectionsUnlessToldOtherwise() {
    var cluster = new FakeCluster();
    assertThat(cluster.run("CHORUS DEBUG CUT n1 n2")).isEqualTo("+OK|");
    assertThat(cluster.links).isEqualTo("cut n1>n2 n2>n1");
    assertThat(cluster.run("chorus debug cut n1 n3 oneway")).isEqualTo("+OK|");
    assertThat(cluster.links).isEqualTo("cut n1>n3");
    assertThat(cluster.run("CHORUS DEBUG HEAL n2 n1")).isEqualTo("+OK|");
    assertThat(cluster.links).isEqualTo("heal n2>n1 n1>n2");
    assertThat(cluster.run("CHORUS DEBUG HEAL")).isEqualTo("+OK|");
    assertThat(cluster.links).isEqualTo("heal");
    for (String wrong : List.of("CUT n1", "CUT n1 n2 twice", "HEAL n1", "LAG")) {
      assertThat(run("CHORUS DEBUG " + wrong)).isEqualTo("-ERR syntax error|");
    }
  }

  private static String run(String line) {
    return new FakeCluster().run(line);
  }

  private static List<Bytes> words(String line) {
    return Arrays.stream(line.split(" ", -1)).map(Bytes::utf8).toList();
  }

  private static final class FakeCluster implements ClusterContext {
    private static final DatabaseDefinition MAIN_DATABASE =
        new DatabaseDefinition(
            new DatabaseId(1),
            "main",
            0,
            Model.SINGLE_LEADER,
            Engine.ROCKSDB,
            new AckConfig(1, AckMode.MAJORITY, List.of(new NodeId("n1")), List.of()));

    private final List<DatabaseRequest> asked = new ArrayList<>();
    private String links = "";

    String run(String line) {
      var replies = new ArrayList<Reply>();
      switch (CommandTable.standard().find(words(line))) {
        case Lookup.Rejected(Reply reply) -> replies.add(reply);
        case Lookup.Found found ->
            ((Handler.Cluster) found.handler()).run(this, found.args(), replies::add);
      }
      assertThat(replies).hasSize(1);
      return Transcripts.resp(replies.getFirst(), Protocol.RESP2);
    }

    @Override
    public void createDatabase(DatabaseRequest request, Consumer<Result<DatabaseDefinition>> done) {
      if (request.name().equals("main")) {
        done.accept(Result.failed(Fault.notApplied("EXISTS", "database main is there already")));
      } else {
        asked.add(request);
        done.accept(Result.ok(MAIN_DATABASE));
      }
    }

    @Override
    public void databases(Consumer<Result<List<DatabaseDefinition>>> done) {
      done.accept(Result.ok(List.of(MAIN_DATABASE)));
    }

    @Override
    public void status(Consumer<Result<String>> done) {
      done.accept(Result.ok("{}"));
    }

    @Override
    public void verify(DatabaseDefinition database, Consumer<Reply> done) {
      done.accept(Reply.simple("verified " + database.name()));
    }

    @Override
    public void cutLinks(List<Links.Cut> cut, Consumer<Result<Done>> done) {
      named("cut", cut, done);
    }

    @Override
    public void healLinks(List<Links.Cut> healed, Consumer<Result<Done>> done) {
      named("heal", healed, done);
    }

    private void named(String what, List<Links.Cut> which, Consumer<Result<Done>> done) {
      StringBuilder text = new StringBuilder(what);
      which.forEach(each -> text.append(" " + each.from() + ">" + each.to()));
      links = text.toString();
      done.accept(Result.ok(Done.DONE));
    }
  }
}
