package chorus.server.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chorus.base.NodeId;
import chorus.resp.Bytes;
import chorus.server.env.Expect;
import chorus.server.env.Listening;
import chorus.server.env.Loops;
import chorus.server.peer.TextCodec.Text;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PeerNetworkTest {
  private static final NodeId N1 = new NodeId("n1");
  private static final NodeId N2 = new NodeId("n2");
  private static final InetSocketAddress ANY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final Loops loops = Loops.start("test", 2);
  private final List<PeerNetwork> networks = new ArrayList<>();
  private final BlockingQueue<String> atN1 = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> atN2 = new LinkedBlockingQueue<>();

  @AfterEach
  void end() {
    networks.forEach(PeerNetwork::close);
    loops.close();
  }

  @Test
  void messagesArriveInBothDirectionsWithTheirSender() throws Exception {
    PeerNetwork one = network("c", N1, atN1);
    PeerNetwork two = network("c", N2, atN2);
    join(one, two);
    one.send(N2, new Text("hello"));
    two.send(N1, new Text("and back"));
    assertThat(next(atN2)).isEqualTo("n1: hello");
    assertThat(next(atN1)).isEqualTo("n2: and back");
  }

  @Test
  void aMessageToOneselfArrivesAsATaskOfItsOwn() throws Exception {
    network("c", N1, atN1).send(N1, new Text("me"));
    assertThat(next(atN1)).isEqualTo("n1: me");
  }

  @Test
  void aThousandMessagesAndALargeOneAllArriveOnce() throws Exception {
    PeerNetwork one = network("c", N1, atN1);
    join(one, network("c", N2, atN2));
    Set<String> sent = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      one.send(N2, new Text("m" + i));
      sent.add("n1: m" + i);
    }
    String large = "x".repeat(5 << 20);
    one.send(N2, new Text(large));
    sent.add("n1: " + large);
    Set<String> received = new HashSet<>();
    for (int i = 0; i < 1001; i++) {
      received.add(next(atN2));
    }
    assertThat(received.equals(sent)).isTrue();
    assertThat(atN2).isEmpty();
    assertThat(one.counters().droppedMessages()).isZero();
  }

  @Test
  void aPeerThatComesBackIsConnectedAgain() throws Exception {
    PeerNetwork one = network("c", N1, atN1);
    PeerNetwork two = network("c", N2, atN2);
    InetSocketAddress address = two.listen(ANY);
    one.connect(N2, address);
    Expect.until(() -> one.isConnected(N2));
    two.close();
    Expect.until(() -> !one.isConnected(N2));
    PeerNetwork again = network("c", N2, atN2);
    Expect.until(() -> listens(again, address));
    Expect.until(() -> {
      one.send(N2, new Text("still there?"));
      return !atN2.isEmpty();
    });
  }

  @Test
  void withoutAConnectionMessagesAreDroppedAndCounted() {
    PeerNetwork one = network("c", N1, atN1);
    one.send(N2, new Text("nobody is there"));
    assertThat(one.counters().droppedMessages()).isEqualTo(1);
  }

  @Test
  void anotherClustersNodeIsRefused() throws Exception {
    PeerNetwork one = network("c", N1, atN1);
    PeerNetwork stranger = network("other", N2, atN2);
    one.connect(N2, stranger.listen(ANY));
    PeerNetwork two = network("c", N2, atN2);
    NodeId n3 = new NodeId("n3");
    one.connect(n3, network("c", n3, atN2).listen(ANY));
    Expect.until(() -> one.isConnected(n3));
    assertThat(one.isConnected(N2)).isFalse();
    one.connect(N2, two.listen(ANY));
    Expect.until(() -> one.isConnected(N2));
  }

  @Test
  void aGreetingForAnotherNodeIsRefused() throws Exception {
    Socket socket = dial(listening());
    send(socket, new Greeting(Greeting.VERSION, "c", N1, new NodeId("n9")).encode());
    assertThat(socket.getInputStream().read()).isEqualTo(-1);
  }

  @Test
  void anotherVersionIsRefused() throws Exception {
    Socket socket = dial(listening());
    send(socket, new Greeting(Greeting.VERSION + 1, "c", N1, N2).encode());
    assertThat(socket.getInputStream().read()).isEqualTo(-1);
  }

  @Test
  void garbageClosesItsConnectionAndNoOther() throws Exception {
    PeerNetwork one = network("c", N1, atN1);
    PeerNetwork two = network("c", N2, atN2);
    InetSocketAddress address = two.listen(ANY);
    one.connect(N2, address);
    Expect.until(() -> one.isConnected(N2));

    Socket noFrame = dial(address);
    noFrame
        .getOutputStream()
        .write("GET / HTTP/1.1\r\n\r\n".repeat(10).getBytes(StandardCharsets.US_ASCII));
    assertThat(noFrame.getInputStream().read()).isEqualTo(-1);

    Socket noMessage = greeted(address);
    send(noMessage, Bytes.utf8("no text"));
    assertThat(noMessage.getInputStream().read()).isEqualTo(-1);

    Socket damaged = greeted(address);
    ByteBuf frame = frame(Bytes.utf8("!a message that is changed on its way"));
    frame.setByte(20, frame.getByte(20) ^ 1);
    write(damaged, frame);
    assertThat(damaged.getInputStream().read()).isEqualTo(-1);

    one.send(N2, new Text("unharmed"));
    assertThat(next(atN2)).isEqualTo("n1: unharmed");
  }

  @Test
  void aCutLosesOneDirectionOnlyUntilItIsHealed() throws Exception {
    PeerNetwork one = network("c", N1, atN1);
    PeerNetwork two = network("c", N2, atN2);
    join(one, two);
    two.cuts().cut(N1, N2);
    one.send(N2, new Text("lost at the receiver"));
    two.send(N1, new Text("the other way is open"));
    assertThat(next(atN1)).isEqualTo("n2: the other way is open");
    Expect.until(() -> two.counters().droppedMessages() == 1);
    one.cuts().cut(N1, N2);
    one.send(N2, new Text("lost at the sender"));
    assertThat(one.counters().droppedMessages()).isEqualTo(1);
    two.cuts().healAll();
    one.cuts().heal(N1, N2);
    one.send(N2, new Text("through"));
    assertThat(next(atN2)).isEqualTo("n1: through");
  }

  @Test
  void aPeerThatTakesNothingCostsABoundedQueue() throws Exception {
    PeerNetwork one = network("c", N1, atN1);
    try (DeafPeer deaf = new DeafPeer(new Greeting(Greeting.VERSION, "c", N2, N1))) {
      one.connect(N2, deaf.address());
      Expect.until(() -> one.isConnected(N2));
      Text large = new Text("x".repeat(1 << 20));
      for (int i = 0; i < 100; i++) {
        one.send(N2, large);
      }
      assertThat(one.counters().droppedMessages()).isGreaterThanOrEqualTo(20);
    }
  }

  @Test
  void aPortThatIsTakenIsNamedInOneLine() throws Exception {
    InetSocketAddress taken = network("c", N1, atN1).listen(ANY);
    PeerNetwork second = network("c", N2, atN2);
    assertThatThrownBy(() -> second.listen(taken))
        .isInstanceOf(IOException.class)
        .hasMessage("cannot listen on " + Listening.text(taken) + ": Address already in use");
  }

  private PeerNetwork network(String cluster, NodeId self, BlockingQueue<String> inbox) {
    var network =
        new PeerNetwork(
            cluster,
            self,
            loops.peers().next(),
            new TextCodec(),
            (from, message) -> inbox.add(from + ": " + ((Text) message).text()));
    networks.add(network);
    return network;
  }

  private static void join(PeerNetwork one, PeerNetwork two) throws IOException {
    one.connect(N2, two.listen(ANY));
    two.connect(N1, one.listen(ANY));
    Expect.until(() -> one.isConnected(N2) && two.isConnected(N1));
  }

  /// False while the system has not let go of the address yet.
  private static boolean listens(PeerNetwork network, InetSocketAddress address) {
    try {
      network.listen(address);
      return true;
    } catch (IOException stillInUse) {
      return false;
    }
  }

  private InetSocketAddress listening() throws IOException {
    return network("c", N2, atN2).listen(ANY);
  }

  private static Socket dial(InetSocketAddress address) throws IOException {
    return new Socket(address.getAddress(), address.getPort());
  }

  private static Socket greeted(InetSocketAddress address) throws IOException {
    Socket socket = dial(address);
    send(socket, new Greeting(Greeting.VERSION, "c", N1, N2).encode());
    int answer = new Greeting(Greeting.VERSION, "c", N2, N1).encode().length();
    assertThat(socket.getInputStream().readNBytes(FrameEncoder.HEADER + answer)).isNotEmpty();
    return socket;
  }

  private static void send(Socket socket, Bytes payload) throws IOException {
    write(socket, frame(payload));
  }

  private static ByteBuf frame(Bytes payload) {
    ByteBuf frame = Unpooled.buffer();
    FrameEncoder.encode(payload, frame);
    return frame;
  }

  private static void write(Socket socket, ByteBuf frame) throws IOException {
    byte[] bytes = new byte[frame.readableBytes()];
    frame.readBytes(bytes);
    socket.getOutputStream().write(bytes);
  }

  private static String next(BlockingQueue<String> inbox) throws InterruptedException {
    String message = inbox.poll(20, TimeUnit.SECONDS);
    return message == null ? "nothing came" : message;
  }
}
