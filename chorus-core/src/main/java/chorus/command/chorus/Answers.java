package chorus.command.chorus;

import chorus.base.Fault;
import chorus.base.NodeId;
import chorus.base.Result;
import chorus.command.ClusterContext;
import chorus.definition.AckMode;
import chorus.definition.DatabaseDefinition;
import chorus.resp.Reply;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// Results of the cluster as replies.
final class Answers {
  private Answers() {}

  static <T> Reply of(Result<T> result, Function<T, Reply> words) {
    return switch (result) {
      case Result.Ok<T>(T value) -> words.apply(value);
      case Result.Failed<T>(Fault fault) -> Reply.error(fault.code(), fault.detail());
    };
  }

  /// The database among `all` that `word` names, by name or index.
  static Optional<DatabaseDefinition> named(List<DatabaseDefinition> all, String word) {
    return all.stream()
        .filter(one -> one.name().equals(word) || Integer.toString(one.index()).equals(word))
        .findFirst();
  }

  /// Does something with the database that `word` names, or answers that there is none.
  static void onDatabase(
      ClusterContext context,
      String word,
      Consumer<Reply> reply,
      Consumer<DatabaseDefinition> action) {
    context.databases(result -> {
      switch (result) {
        case Result.Failed<List<DatabaseDefinition>>(Fault fault) ->
            reply.accept(Reply.error(fault.code(), fault.detail()));
        case Result.Ok<List<DatabaseDefinition>>(var all) ->
            named(all, word).ifPresentOrElse(action, () -> reply.accept(noSuchDatabase(word)));
      }
    });
  }

  static Reply noSuchDatabase(String word) {
    return Reply.error("ERR", "no database '" + word + "' | CHORUS DB LIST shows all");
  }

  /// A definition as CHORUS DB answers it.
  static Reply map(DatabaseDefinition database) {
    return Reply.map(
        Reply.entry("name", Reply.bulk(database.name())),
        Reply.entry("index", Reply.integer(database.index())),
        Reply.entry("model", Reply.bulk(database.model().word())),
        Reply.entry("ack", Reply.bulk(database.ack().mode().word())),
        Reply.entry("next", Reply.bulk(database.nextMode().map(AckMode::word).orElse(""))),
        Reply.entry("fsync", Reply.bulk(database.fsync().word())),
        Reply.entry("on-degrade", Reply.bulk(database.onDegrade().word())),
        Reply.entry("engine", Reply.bulk(database.engine().word())),
        Reply.entry("failover", Reply.bulk(database.failover().word())),
        Reply.entry("on-follower", Reply.bulk(database.onFollower().word())),
        Reply.entry("replicas", nodes(database.ack().replicas())),
        Reply.entry("witnesses", nodes(database.ack().witnesses())),
        Reply.entry("synchronous", nodes(database.ack().synchronous())),
        Reply.entry("joining", nodes(database.joining())),
        Reply.entry("leaving", nodes(database.leaving())),
        Reply.entry(
            "dropped-until",
            database.dropped().map(it -> Reply.integer(it.untilMillis())).orElse(Reply.NULL)));
  }

  private static Reply nodes(List<NodeId> nodes) {
    return Reply.array(nodes.stream().map(node -> Reply.bulk(node.name())).toList());
  }
}
