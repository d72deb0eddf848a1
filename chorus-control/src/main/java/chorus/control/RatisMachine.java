package chorus.control;

import chorus.base.Done;
import chorus.base.Fault;
import chorus.env.MetaMembers;
import chorus.resp.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftConfigurationProto;
import org.apache.ratis.proto.RaftProtos.RoleInfoProto;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftGroupMemberId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.exceptions.LeaderNotReadyException;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.StateMachineStorage;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.util.LifeCycle;
import org.jspecify.annotations.Nullable;

/// What Ratis sees of the machine: it hands entries to a [MachineFeed] and keeps snapshots.
///
/// Invariant: the position that Ratis learns is that of the last entry *handed over*; Ratis waits
/// for the futures of all of them before it asks for a snapshot, so the two are equal then.
final class RatisMachine extends BaseStateMachine {
  private final SimpleStateMachineStorage storage = new SimpleStateMachineStorage();
  private final SnapshotFiles files = new SnapshotFiles(storage);
  private final MachineFeed feed;
  private final Consumer<Fault> failed;
  private volatile @Nullable RaftServer server;
  private volatile Optional<MetaMembers> members = Optional.empty();

  /// `failed` learns, on a thread of Ratis, that the log stopped by itself.
  RatisMachine(MachineFeed feed, Consumer<Fault> failed) {
    this.feed = feed;
    this.failed = failed;
  }

  @Override
  public void initialize(RaftServer raftServer, RaftGroupId groupId, RaftStorage raftStorage)
      throws IOException {
    super.initialize(raftServer, groupId, raftStorage);
    server = raftServer;
    storage.init(raftStorage);
    members = remembered(raftStorage);
    getLifeCycle().startAndTransition(this::load, IOException.class);
  }

  @Override
  public void pause() {
    getLifeCycle().transition(LifeCycle.State.PAUSING);
    getLifeCycle().transition(LifeCycle.State.PAUSED);
  }

  @Override
  public void reinitialize() throws IOException {
    getLifeCycle().startAndTransition(this::load, IOException.class);
  }

  private void load() throws IOException {
    Optional<SnapshotFiles.Snapshot> newest = files.newest();
    if (newest.isPresent()) {
      SnapshotFiles.Snapshot snapshot = newest.get();
      setLastAppliedTermIndex(snapshot.position());
      feed.restore(snapshot.position().getIndex(), snapshot.state());
    }
  }

  @Override
  public StateMachineStorage getStateMachineStorage() {
    return storage;
  }

  @Override
  public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
    LogEntryProto entry = transaction.getLogEntry();
    ByteString command = entry.getStateMachineLogEntry().getLogData();
    CompletableFuture<Done> done = feed.apply(entry.getIndex(), Bytes.wrap(command.toByteArray()));
    updateLastAppliedTermIndex(entry.getTerm(), entry.getIndex());
    return done.thenApply(applied -> Message.EMPTY);
  }

  @Override
  public void notifyConfigurationChanged(
      long term, long index, RaftConfigurationProto configuration) {
    // Before Ratis calls the leader ready, so that a ready leader has handed over all that
    // committed in earlier terms (see query).
    updateLastAppliedTermIndex(term, index);
    GroupNames.members(configuration).ifPresent(it -> members = Optional.of(it));
  }

  @Override
  public void notifyTermIndexUpdated(long term, long index) {
    super.notifyTermIndexUpdated(term, index);
    feed.skip(index);
  }

  /// Ratis keeps the last entry about those who take part that was committed, as a file.
  private static Optional<MetaMembers> remembered(RaftStorage raftStorage) throws IOException {
    Path file = raftStorage.getStorageDir().getCurrentDir().toPath().resolve("raft-meta.conf");
    if (!Files.exists(file) || Files.size(file) == 0) {
      return Optional.empty();
    }
    LogEntryProto entry = LogEntryProto.parseFrom(Files.readAllBytes(file));
    return entry.hasConfigurationEntry()
        ? GroupNames.members(entry.getConfigurationEntry())
        : Optional.empty();
  }

  /// Who takes part, by the last entry about it that was committed, as far as this member knows.
  /// Leaders always know: they begin with such an entry.
  Optional<MetaMembers> members() {
    return members;
  }

  /// Answers the index of the last entry handed over: nothing committed before the call is behind
  /// it. A leader that is not ready refuses: a sole voter that restarted may not know yet what it
  /// had committed, and Ratis would let it read.
  @Override
  public CompletableFuture<Message> query(Message request) {
    DivisionInfo info = division();
    if (info != null && info.isLeader() && !info.isLeaderReady()) {
      return CompletableFuture.failedFuture(new LeaderNotReadyException(memberId()));
    }
    long index = getLastAppliedTermIndex().getIndex();
    return CompletableFuture.completedFuture(Message.valueOf(Long.toString(index)));
  }

  /// Blocks Ratis' updater until the strand has answered; nothing is handed over meanwhile.
  @Override
  public long takeSnapshot() throws IOException {
    TermIndex position = getLastAppliedTermIndex();
    try {
      files.write(new SnapshotFiles.Snapshot(position, feed.snapshot().get()));
    } catch (ExecutionException stopped) {
      throw new IOException("no control snapshot at " + position, stopped.getCause());
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IOException("no control snapshot at " + position, stopping);
    }
    return position.getIndex();
  }

  @Override
  public void notifyLeaderReady() {
    feed.leads(Leadership.HELD);
  }

  @Override
  public void notifyNotLeader(Collection<TransactionContext> pending) {
    feed.leads(Leadership.LOST);
  }

  @Override
  public void notifyLeaderChanged(RaftGroupMemberId self, RaftPeerId leader) {
    if (!self.getPeerId().equals(leader)) {
      feed.leads(Leadership.LOST);
    }
  }

  @Override
  public void notifyLogFailed(Throwable cause, @Nullable LogEntryProto entry) {
    failed.accept(Fault.indeterminate("IO", "the control log cannot be written: " + cause));
  }

  @Override
  public void notifyServerShutdown(RoleInfoProto role, boolean allServer) {
    failed.accept(Fault.indeterminate("IO", "the control log stopped"));
  }

  @Override
  public void close() throws IOException {
    getLifeCycle().checkStateAndClose(() -> feed.leads(Leadership.LOST));
  }

  private @Nullable DivisionInfo division() {
    RaftServer running = server;
    try {
      return running == null ? null : running.getDivision(getGroupId()).getInfo();
    } catch (IOException gone) {
      return null;
    }
  }

  private RaftGroupMemberId memberId() {
    return RaftGroupMemberId.valueOf(getId(), getGroupId());
  }
}
