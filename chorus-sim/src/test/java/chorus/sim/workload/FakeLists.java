package chorus.sim.workload;

import chorus.base.NodeId;
import chorus.env.Message;
import chorus.resp.Bytes;
import chorus.resp.Protocol;
import chorus.resp.Reply;
import chorus.session.ClientSession;
import chorus.session.ReplySink;
import chorus.sim.cluster.NodeUnderTest;
import chorus.sim.world.EventKind;
import chorus.sim.world.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Lists that every node of a cluster serves from the same memory, with transactions: enough for a
/// client to talk to. Now and then EXEC answers an error, as the error table allows.
final class FakeLists {
  private static final int DELAY_NANOS = 20_000_000;

  private final World world;
  private final RandomGenerator random;
  private final Mistake mistake;
  private final Map<String, List<String>> lists = new HashMap<>();

  /// What it does wrong.
  enum Mistake {
    NONE,
    /// Others come between the commands of a transaction.
    IN_PIECES,
    /// A transaction happens though a list that it watches has changed.
    WATCH_IGNORED,
    /// A transaction of which it says that it did not happen has happened.
    DENIED,
    /// A transaction of which it says that it happened has not.
    FORGOTTEN
  }

  FakeLists(World world, Mistake mistake) {
    this.world = world;
    this.random = world.entropy().fork("fake lists");
    this.mistake = mistake;
  }

  NodeUnderTest node() {
    return new Node();
  }

  private Reply run(List<Bytes> command) {
    List<String> list = lists.computeIfAbsent(command.get(1).utf8(), _ -> new ArrayList<>());
    if (command.getFirst().equals(Bytes.utf8("RPUSH"))) {
      list.add(command.get(2).utf8());
      return new Reply.Int(list.size());
    }
    return new Reply.Array(
        list.stream().<Reply>map(each -> new Reply.Bulk(Bytes.utf8(each))).toList());
  }

  private final class Session implements ClientSession {
    private final ReplySink sink;
    private final Map<String, Integer> watched = new HashMap<>();
    private final List<List<Bytes>> queued = new ArrayList<>();
    private long freeNanos;

    Session(ReplySink sink) {
      this.sink = sink;
    }

    @Override
    public void submit(List<List<Bytes>> commands) {
      for (List<Bytes> command : commands) {
        switch (command.getFirst().utf8()) {
          case "WATCH" ->
              later(() -> {
                String key = command.get(1).utf8();
                watched.put(key, lists.getOrDefault(key, List.of()).size());
                answer(Reply.OK);
              });
          case "MULTI" -> later(() -> answer(Reply.OK));
          case "EXEC" -> execute(List.copyOf(queued));
          default -> {
            if (commands.getFirst().getFirst().equals(Bytes.utf8("MULTI"))) {
              queued.add(command);
              later(() -> answer(Reply.QUEUED));
            } else {
              later(() -> answer(run(command)));
            }
          }
        }
      }
    }

    private void execute(List<List<Bytes>> commands) {
      queued.clear();
      if (mistake == Mistake.IN_PIECES) {
        var replies = new ArrayList<Reply>();
        commands.forEach(each -> later(() -> replies.add(run(each))));
        later(() -> answer(new Reply.Array(replies)));
      } else {
        later(() -> answer(atOnce(commands)));
      }
    }

    private Reply atOnce(List<List<Bytes>> commands) {
      boolean isChanged =
          watched.entrySet().stream()
              .anyMatch(
                  each -> lists.getOrDefault(each.getKey(), List.of()).size() != each.getValue());
      watched.clear();
      if (isChanged && mistake != Mistake.WATCH_IGNORED) {
        return Reply.NULL_ARRAY;
      }
      int fate = random.nextInt(40);
      boolean happens =
          switch (fate) {
            case 0, 1 -> mistake == Mistake.DENIED;
            case 2 -> false;
            case 3 -> mistake != Mistake.FORGOTTEN;
            default -> true;
          };
      List<Reply> replies =
          happens ? commands.stream().map(FakeLists.this::run).toList() : List.of();
      return switch (fate) {
        case 0 -> new Reply.Error("NOQUORUM");
        case 1 -> new Reply.Error("EXECABORT");
        case 2 -> new Reply.Error("INDETERMINATE");
        case 3 -> happens ? new Reply.Error("INDETERMINATE") : invented(commands);
        default -> new Reply.Array(replies);
      };
    }

    private Reply invented(List<List<Bytes>> commands) {
      Map<String, List<String>> before = new HashMap<>();
      lists.forEach((key, list) -> before.put(key, new ArrayList<>(list)));
      var replies = new Reply.Array(commands.stream().map(FakeLists.this::run).toList());
      lists.clear();
      lists.putAll(before);
      return replies;
    }

    /// Each thing takes its time, one after the other.
    private void later(Runnable action) {
      freeNanos = Math.max(freeNanos, world.nowNanos()) + 1 + random.nextInt(DELAY_NANOS);
      world.at(freeNanos, EventKind.CLIENT, -1, action);
    }

    private void answer(Reply reply) {
      sink.write(List.of(reply), Protocol.RESP2);
    }

    @Override
    public void closed() {}
  }

  private final class Node implements NodeUnderTest {
    @Override
    public void connect(ReplySink sink, Consumer<ClientSession> accepted) {
      accepted.accept(new Session(sink));
    }

    @Override
    public void onSession(Runnable call) {
      call.run();
    }

    @Override
    public void rotRows(int which) {}

    @Override
    public boolean isServing() {
      return true;
    }

    @Override
    public void deliver(NodeId from, Message message) {}
  }
}
