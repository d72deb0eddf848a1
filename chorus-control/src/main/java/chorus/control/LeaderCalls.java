package chorus.control;

import chorus.base.Certainty;
import chorus.base.Fault;
import chorus.base.NodeId;
import chorus.base.Result;
import chorus.resp.Bytes;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.client.RaftClientRpc;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.exceptions.LeaderNotReadyException;
import org.apache.ratis.protocol.exceptions.RaftException;
import org.apache.ratis.protocol.exceptions.ServerNotReadyException;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;

/// Requests to whoever leads the group, tried again until a deadline. Calls block and belong on
/// threads of their own.
///
/// All attempts of one append carry the same call id: a leader that has the entry already answers
/// for it instead of appending again. The outcome is `NOT_APPLIED` only if no attempt can have
/// reached the log. "Not the leader" does not say that: Ratis gives the same answer to a request
/// that was appended before leadership was lost.
final class LeaderCalls {
  private static final Duration PAUSE = Duration.ofMillis(30);

  private final RaftServer server;
  private final RaftClientRpc rpc;
  private final RaftGroupId group;
  private final ControlTuning tuning;
  private final NodeId self;
  private final ControlLinks links;
  private final ClientId client;
  private final AtomicLong callIds = new AtomicLong();

  LeaderCalls(
      RaftServer server,
      RaftClientRpc rpc,
      RaftGroupId group,
      ClientId client,
      ControlSettings settings) {
    this.server = server;
    this.rpc = rpc;
    this.group = group;
    this.client = client;
    this.tuning = settings.tuning();
    this.self = settings.self();
    this.links = settings.links();
  }

  /// How one attempt ended: with an index, or without and then whether it may still take effect.
  private sealed interface Attempt {
    record Answered(long index) implements Attempt {}

    record Failed(Certainty certainty, String why) implements Attempt {}
  }

  /// Appends `command`; its index once it is committed and the leader has applied it.
  Result<Long> append(Bytes command) throws InterruptedException {
    return call(
        RaftClientRequest.writeRequestType(),
        Message.valueOf(ByteString.copyFrom(command.array())));
  }

  /// An index at or behind which stands everything that was committed before this call.
  Result<Long> readIndex() throws InterruptedException {
    return call(RaftClientRequest.readRequestType(), Message.EMPTY);
  }

  private Result<Long> call(RaftClientRequest.Type type, Message message)
      throws InterruptedException {
    long callId = callIds.incrementAndGet();
    long deadline = System.nanoTime() + tuning.deadline().toNanos();
    boolean maybeAppended = false;
    String last = "no leader is known";
    while (System.nanoTime() < deadline) {
      RaftPeerId leader = leader();
      if (leader != null) {
        RaftClientRequest request =
            RaftClientRequest.newBuilder()
                .setClientId(client)
                .setServerId(leader)
                .setGroupId(group)
                .setCallId(callId)
                .setMessage(message)
                .setType(type)
                .setTimeoutMs(tuning.attempt().toMillis())
                .build();
        switch (attempt(leader, request)) {
          case Attempt.Answered(long index) -> {
            return Result.ok(index);
          }
          case Attempt.Failed(Certainty certainty, String why) -> {
            maybeAppended |= certainty == Certainty.INDETERMINATE && !request.isReadOnly();
            last = why;
          }
        }
      }
      Thread.sleep(PAUSE);
    }
    String detail =
        "no answer from a control leader within %d ms: %s"
            .formatted(tuning.deadline().toMillis(), last);
    return Result.failed(
        maybeAppended
            ? Fault.indeterminate("UNKNOWN", detail)
            : Fault.notApplied("NOLEADER", detail));
  }

  private @Nullable RaftPeerId leader() {
    try {
      return server.getDivision(group).getInfo().getLeaderId();
    } catch (IOException closed) {
      return null;
    }
  }

  private Attempt attempt(RaftPeerId leader, RaftClientRequest request)
      throws InterruptedException {
    NodeId other = GroupNames.node(leader.toString());
    if (links.isCut(self, other)) {
      return new Attempt.Failed(Certainty.NOT_APPLIED, leader + ": the link is cut");
    }
    Attempt attempt = send(leader, request);
    return links.isCut(other, self)
        ? new Attempt.Failed(Certainty.INDETERMINATE, leader + ": the link back is cut")
        : attempt;
  }

  private Attempt send(RaftPeerId leader, RaftClientRequest request) throws InterruptedException {
    try {
      return read(leader.equals(server.getId()) ? here(request) : there(request));
    } catch (ExecutionException | TimeoutException | IOException | RuntimeException broken) {
      if (!leader.equals(server.getId())) {
        reconnect(leader, broken);
      }
      return new Attempt.Failed(certainty(broken), leader + ": " + broken);
    }
  }

  private RaftClientReply here(RaftClientRequest request)
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    return server
        .submitClientRequestAsync(request)
        .get(tuning.attempt().toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Members come and go: those of this moment are made known to the connection first.
  private RaftClientReply there(RaftClientRequest request) throws IOException {
    rpc.addRaftPeers(server.getDivision(group).getRaftConf().getAllPeers());
    return rpc.sendRequest(request);
  }

  private static Attempt read(RaftClientReply reply) {
    RaftException refused = reply.getException();
    if (refused != null) {
      return new Attempt.Failed(certainty(refused), reply.getServerId() + ": " + refused);
    }
    long index =
        reply.getMessage().getContent().isEmpty()
            ? reply.getLogIndex()
            : Long.parseLong(reply.getMessage().getContent().toStringUtf8());
    return new Attempt.Answered(index);
  }

  /// What a failure says of the log. Only these happen before anything can be appended.
  private static Certainty certainty(Throwable failure) {
    for (Throwable next = failure; next != null; next = next.getCause()) {
      if (next instanceof ConnectException
          || next instanceof LeaderNotReadyException
          || next instanceof ServerNotReadyException) {
        return Certainty.NOT_APPLIED;
      }
    }
    return Certainty.INDETERMINATE;
  }

  /// A new connection for the next attempt, since the old one would wait longer after each failure.
  /// Closing the old one may take seconds, so it happens aside.
  private void reconnect(RaftPeerId leader, Throwable cause) {
    Thread.ofVirtual().start(() -> rpc.handleException(leader, cause, true));
  }
}
