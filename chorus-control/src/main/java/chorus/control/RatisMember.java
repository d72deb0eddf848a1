package chorus.control;

import chorus.env.MetaPeer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.CompletionException;
import org.apache.ratis.client.RaftClientRpc;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcFactory;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.storage.RaftStorage.StartupOption;
import org.apache.ratis.util.ExitUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running Ratis server of one member and its connection to the others.
final class RatisMember {
  private static final Logger LOG = LoggerFactory.getLogger(RatisMember.class);

  private final RaftServer server;
  private final RaftClientRpc rpc;
  private final LeaderCalls calls;
  private final GroupChange change;

  static {
    keepProcess();
  }

  private RatisMember(
      RaftServer server, RaftClientRpc rpc, ClientId client, ControlSettings settings) {
    RaftGroupId group = GroupNames.raftGroup(settings.group()).getGroupId();
    this.server = server;
    this.rpc = rpc;
    this.calls = new LeaderCalls(server, rpc, group, client, settings);
    this.change = new GroupChange(server, group, settings.tuning());
  }

  /// Ratis exits the process when its port is taken, and installs a handler that exits on any
  /// uncaught exception of any thread. Neither is its decision.
  private static void keepProcess() {
    Thread.UncaughtExceptionHandler ours = Thread.getDefaultUncaughtExceptionHandler();
    ExitUtils.disableSystemExit();
    Thread.setDefaultUncaughtExceptionHandler(ours);
  }

  /// Blocks until the member listens.
  static RatisMember start(ControlSettings settings, RatisMachine machine)
      throws ControlRefusedException {
    ControlDirectory directory = new ControlDirectory(settings);
    StartupOption option = directory.prepare();
    RaftProperties properties = RatisProperties.of(settings, directory.raft());
    RaftGroup group = GroupNames.raftGroup(settings.group());
    RaftServer server = null;
    try {
      server =
          RaftServer.newBuilder()
              .setServerId(GroupNames.peerId(settings.peer()))
              .setGroup(group)
              .setStateMachine(machine)
              .setProperties(properties)
              .setParameters(CutCalls.guarding(settings))
              .setOption(option)
              .build();
      server.start();
    } catch (IOException | RuntimeException broken) {
      if (server != null) {
        closeQuietly(server);
      }
      throw refused(settings, broken);
    }
    ClientId client = ClientId.randomId();
    RaftClientRpc rpc = new GrpcFactory(new Parameters()).newRaftClientRpc(client, properties);
    rpc.addRaftPeers(group.getPeers());
    return new RatisMember(server, rpc, client, settings);
  }

  LeaderCalls calls() {
    return calls;
  }

  GroupChange change() {
    return change;
  }

  /// Blocks until the port and the directory are free.
  void close() {
    try {
      rpc.close();
    } catch (IOException broken) {
      LOG.warn("control connections did not close: {}", broken.toString());
    }
    closeQuietly(server);
  }

  private static void closeQuietly(RaftServer server) {
    try {
      server.close();
    } catch (IOException broken) {
      LOG.warn("the control log did not close: {}", broken.toString());
    }
  }

  private static ControlRefusedException refused(ControlSettings settings, Exception broken) {
    MetaPeer peer = settings.peer();
    if (taken(peer)) {
      return new ControlRefusedException(
          "control port " + GroupNames.address(peer) + " of " + peer.id() + " is in use", broken);
    }
    Throwable cause = broken;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return new ControlRefusedException(
        "the control log of %s in %s does not start: %s"
            .formatted(peer.id(), settings.directory(), cause.getMessage()),
        broken);
  }

  /// Asked after a failure: each transport of Ratis names a taken port in its own way.
  private static boolean taken(MetaPeer peer) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(peer.host(), peer.port()));
      return false;
    } catch (IOException inUse) {
      return true;
    }
  }
}
