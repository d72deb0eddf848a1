package chorus.server.peer;

import chorus.base.NodeId;
import chorus.env.Message;
import chorus.env.Network;
import chorus.resp.Bytes;
import chorus.server.env.Listening;
import chorus.server.env.SparseLog;
import chorus.wire.PeerMessage;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// Messages between the nodes of one cluster, over TCP.
///
/// All sockets live on one loop. A message is encoded by the strand that sends it, so that its size
/// is known before it is queued; it is decoded on the loop.
public final class PeerNetwork implements Network {
  private final String cluster;
  private final NodeId self;
  private final EventLoop loop;
  private final MessageCodec codec;
  private final Inbox inbox;
  private final LinkCuts cuts = new LinkCuts();
  private final PeerCounters counters = new PeerCounters();
  private final Map<NodeId, PeerLink> links = new ConcurrentHashMap<>();
  private final ChannelGroup accepted;
  private volatile @Nullable Channel server;

  /// The network of node `self`; it neither listens nor connects yet.
  public PeerNetwork(String cluster, NodeId self, EventLoop loop, MessageCodec codec, Inbox inbox) {
    this.cluster = cluster;
    this.self = self;
    this.loop = loop;
    this.codec = codec;
    this.inbox = inbox;
    this.accepted = new DefaultChannelGroup(loop, true);
  }

  /// Listens at `address` and returns where: port 0 lets the system choose. Blocks until it
  /// listens.
  public InetSocketAddress listen(InetSocketAddress address) throws IOException {
    SparseLog refusals = new SparseLog(LoggerFactory.getLogger(PeerReceiver.class));
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    FrameDecoder decoder = new FrameDecoder();
                    accepted.add(channel);
                    channel
                        .pipeline()
                        .addLast(decoder, new PeerReceiver(PeerNetwork.this, decoder, refusals));
                  }
                });
    Channel bound = Listening.bind(bootstrap, address);
    server = bound;
    return (InetSocketAddress) bound.localAddress();
  }

  /// Keeps a connection to `peer` from now on. A second call for the same node moves it to another
  /// address.
  public void connect(NodeId peer, InetSocketAddress address) {
    PeerLink present = links.get(peer);
    if (present != null && present.address().equals(address)) {
      return;
    }
    PeerLink link = new PeerLink(greetingTo(peer), address, loop, counters);
    PeerLink former = links.put(peer, link);
    if (former != null) {
      former.close();
    }
    link.open();
  }

  /// Keeps no connection to `peer` any more.
  public void disconnect(NodeId peer) {
    PeerLink link = links.remove(peer);
    if (link != null) {
      link.close();
    }
  }

  @Override
  public void send(NodeId to, Message message) {
    if (isLost(self, to, message)) {
      counters.droppedMessages.increment();
    } else if (to.equals(self)) {
      loop.execute(() -> inbox.deliver(self, message));
    } else {
      PeerLink link = links.get(to);
      if (link == null || !link.isUp()) {
        counters.droppedMessages.increment();
      } else {
        link.send(codec.encode(message));
      }
    }
  }

  /// What tells of cuts passes them: else nobody could heal them from the other side.
  private boolean isLost(NodeId from, NodeId to, Message message) {
    return cuts.isCut(from, to) && !(message instanceof PeerMessage.CutLinks);
  }

  @Override
  public boolean isConnected(NodeId peer) {
    PeerLink link = links.get(peer);
    return link != null && link.isUp();
  }

  /// The links of this node that are cut on purpose.
  public LinkCuts cuts() {
    return cuts;
  }

  public PeerCounters counters() {
    return counters;
  }

  /// Closes all sockets and keeps them closed. Blocks; not on the loop.
  public void close() {
    links.values().forEach(PeerLink::close);
    if (server != null) {
      server.close().awaitUninterruptibly();
    }
    accepted.close().awaitUninterruptibly();
  }

  Greeting greetingTo(NodeId peer) {
    return new Greeting(Greeting.VERSION, cluster, self, peer);
  }

  /// `peer` has connected to this node. On the loop.
  void greeted(NodeId peer) {
    PeerLink link = links.get(peer);
    if (link != null) {
      link.hurry();
    }
  }

  Optional<String> objection(Greeting greeting) {
    return greeting.objection(cluster, self);
  }

  Message decode(Bytes payload) {
    return codec.decode(payload);
  }

  void received(NodeId from, Message message, int bytes) {
    counters.receivedMessages.increment();
    counters.receivedBytes.add(bytes);
    if (isLost(from, self, message)) {
      counters.droppedMessages.increment();
    } else {
      inbox.deliver(from, message);
    }
  }
}
