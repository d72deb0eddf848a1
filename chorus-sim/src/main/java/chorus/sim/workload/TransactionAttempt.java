package chorus.sim.workload;

import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.sim.check.ListOperation;
import chorus.sim.check.ListTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One transaction of a client, sent once: what it asks, and what became of it so far.
final class TransactionAttempt {
  private final int client;
  private final List<ListOperation> asked;
  private final Optional<String> watched;
  private final List<ListOperation> seenBefore = new ArrayList<>();
  private long startedNanos;
  private long sentNanos = -1;
  private boolean refused;

  /// One of the commands that a transaction takes.
  record Command(TransactionAttempt attempt, Part part) {}

  /// What a command is for.
  enum Part {
    WATCH,
    READ_BEFORE,
    MULTI,
    QUEUED,
    EXEC
  }

  /// `watched` is a list that is watched and read before.
  TransactionAttempt(int client, List<ListOperation> asked, Optional<String> watched) {
    this.client = client;
    this.asked = List.copyOf(asked);
    this.watched = watched;
  }

  boolean watches() {
    return watched.isPresent();
  }

  boolean isSent() {
    return sentNanos >= 0;
  }

  /// Something that is part of it was answered with an error, so that EXEC cannot do the rest.
  void refused() {
    refused = true;
  }

  boolean isRefused() {
    return refused;
  }

  /// What goes before.
  List<List<Bytes>> wordsBefore(long nowNanos) {
    startedNanos = nowNanos;
    String key = watched.orElseThrow();
    return List.of(Words.words("WATCH", key), Words.words("LRANGE", key, "0", "-1"));
  }

  List<Command> before() {
    return List.of(new Command(this, Part.WATCH), new Command(this, Part.READ_BEFORE));
  }

  /// The transaction itself, in one write.
  List<List<Bytes>> words(long nowNanos) {
    sentNanos = nowNanos;
    var words = new ArrayList<List<Bytes>>();
    words.add(Words.words("MULTI"));
    for (ListOperation each : asked) {
      words.add(
          switch (each) {
            case ListOperation.Append(String key, String value, var _) ->
                Words.words("RPUSH", key, value);
            case ListOperation.Read(String key, var _) -> Words.words("LRANGE", key, "0", "-1");
          });
    }
    words.add(Words.words("EXEC"));
    return words;
  }

  List<Command> commands() {
    var commands = new ArrayList<Command>();
    commands.add(new Command(this, Part.MULTI));
    asked.forEach(_ -> commands.add(new Command(this, Part.QUEUED)));
    commands.add(new Command(this, Part.EXEC));
    return commands;
  }

  /// The list that is watched was read: a transaction by itself, whatever becomes of the other. If
  /// that happens, then nobody came between, and this read is part of it. Empty if `reply` is no
  /// list.
  Optional<ListTransaction> readBefore(Reply reply, long nowNanos) {
    Optional<ListOperation> read =
        values(reply).map(values -> new ListOperation.Read(watched.orElseThrow(), values));
    read.ifPresent(seenBefore::add);
    return read.map(it -> ListTransaction.committed(client, List.of(it), startedNanos, nowNanos));
  }

  /// It happened, and EXEC answered these. Empty if they do not answer what was asked.
  Optional<ListTransaction> committed(List<Reply> replies, long nowNanos) {
    var operations = new ArrayList<>(seenBefore);
    for (int i = 0; i < Math.min(replies.size(), asked.size()); i++) {
      answered(asked.get(i), replies.get(i)).ifPresent(operations::add);
    }
    boolean fits =
        replies.size() == asked.size() && operations.size() == seenBefore.size() + asked.size();
    return fits
        ? Optional.of(ListTransaction.committed(client, operations, sentNanos, nowNanos))
        : Optional.empty();
  }

  private static Optional<ListOperation> answered(ListOperation asked, Reply reply) {
    return switch (asked) {
      case ListOperation.Append(String key, String value, var _) ->
          reply instanceof Reply.Int(long length)
              ? Optional.of(ListOperation.Append.answered(key, value, Math.toIntExact(length)))
              : Optional.empty();
      case ListOperation.Read(String key, var _) ->
          values(reply).map(values -> new ListOperation.Read(key, values));
    };
  }

  private static Optional<List<String>> values(Reply reply) {
    return reply instanceof Reply.Array(var elements)
        ? Optional.of(elements.stream().map(Words::text).toList())
        : Optional.empty();
  }

  /// It did not happen.
  ListTransaction failed(long nowNanos) {
    return ListTransaction.failed(client, appends(), sentNanos, nowNanos);
  }

  /// Nobody knows.
  ListTransaction open() {
    return ListTransaction.open(client, appends(), sentNanos);
  }

  private List<ListOperation> appends() {
    return asked.stream().filter(each -> each instanceof ListOperation.Append).toList();
  }

  @Override
  public String toString() {
    return "c" + client + " " + asked;
  }
}
