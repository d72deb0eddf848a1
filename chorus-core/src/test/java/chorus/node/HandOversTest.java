package chorus.node;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.DatabaseId;
import chorus.base.Done;
import chorus.base.Epoch;
import chorus.base.NodeId;
import chorus.base.Result;
import chorus.base.ShardId;
import chorus.env.Completion;
import chorus.env.MetaLog;
import chorus.env.MetaMachine;
import chorus.env.MetaMembers;
import chorus.resp.Bytes;
import chorus.testing.ManualEnv;
import chorus.testing.MemoryDisk;
import chorus.wire.PeerMessage.SwitchoverAsk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Questions that the network repeats: a refusal to a repetition would deny what the first began.
final class HandOversTest {
  private static final ShardId SHARD = new ShardId(new DatabaseId(0), 0);
  private static final NodeId N2 = new NodeId("n2");
  private static final NodeId N3 = new NodeId("n3");

  private final List<String> refused = new ArrayList<>();
  private final SlowMetaLog metaLog = new SlowMetaLog();
  private final HandOvers handOvers =
      new HandOvers(
          new ManualEnv(new MemoryDisk()),
          new NodeId("n1"),
          metaLog,
          new Peers(),
          new Directory<>(),
          (asker, answer) -> refused.add(asker + " " + answer.number()));

  @Test
  void aRepeatedQuestionIsNotRefusedWhileTheFirstIsUnderWay() {
    handOvers.asked(N2, ask(7));
    handOvers.asked(N2, ask(7));
    assertThat(refused).isEmpty();
    handOvers.asked(N3, ask(7));
    assertThat(refused).containsExactly("n3 7");
  }

  @Test
  void aRepeatedQuestionBeginsNothingOnceTheFirstWasRefused() {
    handOvers.asked(N2, ask(7));
    metaLog.answer();
    assertThat(refused).containsExactly("n2 7");
    handOvers.asked(N2, ask(7));
    handOvers.asked(N2, ask(6));
    assertThat(metaLog.waiting).isEmpty();
    handOvers.asked(N2, ask(8));
    assertThat(metaLog.waiting).hasSize(1);
    assertThat(refused).containsExactly("n2 7");
  }

  private static SwitchoverAsk ask(long number) {
    return new SwitchoverAsk(SHARD, new Epoch(3), N3, 1000, number, "asked for at n2");
  }

  /// Answers barriers when the test says so.
  private static final class SlowMetaLog implements MetaLog {
    private final List<Completion<Done>> waiting = new ArrayList<>();

    void answer() {
      waiting.removeFirst().complete(Result.ok(Done.DONE));
    }

    @Override
    public void start(MetaMachine machine) {}

    @Override
    public void propose(Bytes command, Completion<Done> done) {}

    @Override
    public void barrier(Completion<Done> done) {
      waiting.add(done);
    }

    @Override
    public Optional<MetaMembers> members() {
      throw new AssertionError("nobody asks who takes part");
    }

    @Override
    public void change(MetaMembers members, Completion<Done> done) {}

    @Override
    public void stop() {}
  }
}
