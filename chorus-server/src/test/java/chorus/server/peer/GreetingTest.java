package chorus.server.peer;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.NodeId;
import chorus.resp.Bytes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class GreetingTest {
  private static final Greeting GREETING =
      new Greeting(1, "demo", new NodeId("n1"), new NodeId("n2"));

  @Test
  void theFormatOfAGreetingInItsFrameIsGolden() {
    ByteBuf frame = Unpooled.buffer();
    FrameEncoder.encode(GREETING.encode(), frame);
    assertThat(ByteBufUtil.hexDump(frame))
        .isEqualTo("11000000d746d382434852500001" + "0464656d6f" + "026e31" + "026e32");
  }

  @Test
  void aGreetingSurvivesItsEncoding() {
    assertThat(Greeting.decode(GREETING.encode())).contains(GREETING);
  }

  @Test
  void noTruncationAndNoDamageIsTakenForAGreetingOfThisVersion() {
    Bytes whole = GREETING.encode();
    for (int length = 0; length < whole.length(); length++) {
      assertThat(Greeting.decode(whole.slice(0, length))).isEmpty();
    }
    assertThat(Greeting.decode(Bytes.utf8("GET / HTTP/1.1"))).isEmpty();
  }

  @Test
  void anObjectionNamesWhatDiffers() {
    assertThat(GREETING.objection("demo", new NodeId("n2"))).isEmpty();
    assertThat(GREETING.objection("prod", new NodeId("n2")))
        .contains("is of cluster demo, this node of prod");
    assertThat(GREETING.objection("demo", new NodeId("n3"))).contains("wants n2, this node is n3");
  }
}
