package chorus.server;

import chorus.base.NodeId;
import chorus.cluster.Member;
import chorus.definition.MemberAddress;
import chorus.node.MemberListener;
import chorus.server.KnownMembers.Known;
import chorus.server.peer.PeerNetwork;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the connections of a node, and the list of members in its directory, in line with what the
/// cluster agrees on.
///
/// Called on the control strand, which never waits: the list is written by `files`, in order.
final class Neighbours implements MemberListener {
  private static final Logger LOG = LoggerFactory.getLogger(Neighbours.class);

  private final NodeId self;
  private final PeerNetwork network;
  private final NodeDirectory directory;
  private final Executor files;
  private final Runnable whenRemoved;
  private final Runnable whenOutdated;
  private final Map<NodeId, MemberAddress> reached = new HashMap<>();
  private KnownMembers written;

  /// `written` are the members that this node starts with, and reaches from now on; `files` runs
  /// one task after another. `whenRemoved` and `whenOutdated` must not block.
  Neighbours(
      NodeId self,
      PeerNetwork network,
      NodeDirectory directory,
      KnownMembers written,
      Executor files,
      Runnable whenRemoved,
      Runnable whenOutdated) {
    this.self = self;
    this.network = network;
    this.directory = directory;
    this.written = written;
    this.files = files;
    this.whenRemoved = whenRemoved;
    this.whenOutdated = whenOutdated;
    written.addresses().forEach(this::reach);
  }

  @Override
  public void agreed(Map<NodeId, Member> members) {
    Map<NodeId, Known> all = new TreeMap<>();
    members.forEach((node, member) -> {
      reach(node, member.address());
      all.put(node, new Known(member.address(), member.incarnation(), member.boot()));
    });
    KnownMembers known = new KnownMembers(all);
    if (!known.equals(written)) {
      written = known;
      files.execute(() -> write(known));
    }
    reached.keySet().stream()
        .filter(each -> !members.containsKey(each))
        .toList()
        .forEach(this::leave);
  }

  @Override
  public void outdated() {
    whenOutdated.run();
  }

  @Override
  public void strayed(NodeId node, MemberAddress address) {
    reach(node, address);
  }

  @Override
  public void removed() {
    whenRemoved.run();
  }

  private void reach(NodeId node, MemberAddress address) {
    if (!node.equals(self) && !address.equals(reached.put(node, address))) {
      network.connect(node, chorus.server.config.Member.peerAddress(address));
    }
  }

  private void leave(NodeId node) {
    reached.remove(node);
    network.disconnect(node);
  }

  /// A list that is not written is learnt again from the control plane.
  private void write(KnownMembers known) {
    try {
      directory.agreed(known);
    } catch (IOException broken) {
      LOG.warn("cannot write the list of members in {}: {}", directory.path(), broken.toString());
    }
  }
}
