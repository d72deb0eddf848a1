package chorus.control;

import chorus.base.NodeId;
import java.util.Optional;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.ReadIndexRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionRequestProto;
import org.apache.ratis.thirdparty.io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import org.apache.ratis.thirdparty.io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import org.apache.ratis.thirdparty.io.grpc.Metadata;
import org.apache.ratis.thirdparty.io.grpc.ServerCall;
import org.apache.ratis.thirdparty.io.grpc.ServerCallHandler;
import org.apache.ratis.thirdparty.io.grpc.ServerInterceptor;
import org.apache.ratis.thirdparty.io.grpc.Status;
import org.jspecify.annotations.Nullable;

/// Loses what other members ask of this one, or what it answers, over links that are cut on
/// purpose.
///
/// A cut shows to the other side as a broken connection, which it makes anew until the link is
/// healed. Who asks stands in each request, so both directions of a link are guarded where the
/// request arrives.
final class CutCalls implements ServerInterceptor {
  private static final Status CUT = Status.UNAVAILABLE.withDescription("the link is cut");

  private final NodeId self;
  private final ControlLinks links;

  private CutCalls(ControlSettings settings) {
    this.self = settings.self();
    this.links = settings.links();
  }

  /// Parameters with which a member's server loses what is cut.
  static Parameters guarding(ControlSettings settings) {
    Parameters parameters = new Parameters();
    CutCalls cuts = new CutCalls(settings);
    GrpcConfigKeys.Server.setServicesCustomizer(
        parameters, (builder, types) -> builder.intercept(cuts));
    return parameters;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    Guarded<Q, A> guarded = new Guarded<>(call);
    ServerCall.Listener<Q> listener = next.startCall(guarded, headers);
    return new SimpleForwardingServerCallListener<>(listener) {
      @Override
      public void onMessage(Q message) {
        if (guarded.takes(message)) {
          super.onMessage(message);
        } else {
          super.onCancel();
        }
      }

      @Override
      public void onHalfClose() {
        if (!guarded.isLost()) {
          super.onHalfClose();
        }
      }
    };
  }

  private static Optional<NodeId> sender(Object message) {
    RaftRpcRequestProto request =
        switch (message) {
          case AppendEntriesRequestProto append -> append.getServerRequest();
          case RequestVoteRequestProto vote -> vote.getServerRequest();
          case InstallSnapshotRequestProto snapshot -> snapshot.getServerRequest();
          case StartLeaderElectionRequestProto start -> start.getServerRequest();
          case ReadIndexRequestProto read -> read.getServerRequest();
          default -> RaftRpcRequestProto.getDefaultInstance();
        };
    String peer = request.getRequestorId().toStringUtf8();
    return peer.isEmpty() ? Optional.empty() : Optional.of(GroupNames.node(peer));
  }

  /// One call, which ends at the first message that a cut link would have to carry.
  private final class Guarded<Q, A> extends SimpleForwardingServerCall<Q, A> {
    private @Nullable NodeId other;
    private boolean lost;

    Guarded(ServerCall<Q, A> call) {
      super(call);
    }

    synchronized boolean isLost() {
      return lost;
    }

    synchronized boolean takes(Q message) {
      Optional<NodeId> from = sender(message);
      if (from.isPresent()) {
        other = from.get();
        if (links.isCut(from.get(), self)) {
          lose();
        }
      }
      return !lost;
    }

    @Override
    public synchronized void sendMessage(A answer) {
      if (other != null && links.isCut(self, other)) {
        lose();
      }
      if (!lost) {
        super.sendMessage(answer);
      }
    }

    @Override
    public synchronized void close(Status status, Metadata trailers) {
      if (!lost) {
        super.close(status, trailers);
      }
    }

    private void lose() {
      if (!lost) {
        lost = true;
        super.close(CUT, new Metadata());
      }
    }
  }
}
