package chorus.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostgresSpeakerTest implements Speaker.Outcomes {
  private static final byte[] READY = message('Z', "I");
  private static final byte[] LET_IN = message('R', "\0\0\0\0");

  private final PostgresSpeaker speaker = new PostgresSpeaker();
  private final List<String> told = new ArrayList<>();
  private final ByteBuffer sent = ByteBuffer.allocate(1 << 12);

  @Test
  void aSessionBeginsWithItsVersionAndItsUser() {
    speaker.greet(sent);
    sent.flip();
    int length = sent.getInt();
    assertThat(sent.getInt()).isEqualTo(196_608);
    byte[] parameters = new byte[length - 8];
    sent.get(parameters);
    assertThat(new String(parameters, US_ASCII))
        .isEqualTo("user\0postgres\0database\0postgres\0\0");
    assertThat((char) sent.get()).isEqualTo('P');
  }

  @Test
  void aWriteBindsBothValuesAndEndsItsTransaction() {
    speaker.set("k".getBytes(US_ASCII), new byte[200], sent);
    sent.flip();
    assertThat(types()).containsExactly('B', 'E', 'S');
  }

  @Test
  void anOperationIsDoneWhenTheServerIsReadyAgain() {
    greeted();
    receive(message('2', ""), message('C', "INSERT 0 1\0"));
    assertThat(told).isEmpty();
    receive(READY);
    assertThat(told).containsExactly("ok");
  }

  @Test
  void aReadThatFindsNothingHasFailed() {
    greeted();
    receive(message('D', "\0\1"), message('C', "SELECT 1\0"), READY);
    receive(message('C', "SELECT 0\0"), READY);
    assertThat(told).containsExactly("ok", "NIL");
  }

  @Test
  void anErrorIsToldByItsCode() {
    greeted();
    receive(message('E', "SERROR\0C40001\0Mcould not serialize\0\0"), READY);
    assertThat(told).containsExactly("C40001");
  }

  @Test
  void bytesMayComeOneByOne() {
    greeted();
    for (byte each : joined(message('C', "INSERT 0 1\0"), READY)) {
      receive(new byte[] {each});
    }
    assertThat(told).containsExactly("ok");
  }

  @Test
  void aServerThatLetsNobodyInFailsTheRun() {
    assertThatThrownBy(() -> receive(message('R', "\0\0\0\3")))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> receive(message('E', "C3D000\0\0"), READY))
        .hasMessageContaining("3D000");
  }

  private void greeted() {
    receive(LET_IN, READY, message('1', ""), message('1', ""), READY);
    assertThat(told).isEmpty();
  }

  private void receive(byte[]... messages) {
    byte[] all = joined(messages);
    speaker.receive(all, all.length, this, sent);
  }

  private List<Character> types() {
    List<Character> types = new ArrayList<>();
    while (sent.hasRemaining()) {
      types.add((char) sent.get());
      int length = sent.getInt();
      sent.position(sent.position() + length - Integer.BYTES);
    }
    return types;
  }

  private static byte[] joined(byte[]... messages) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] each : messages) {
      all.writeBytes(each);
    }
    return all.toByteArray();
  }

  private static byte[] message(char type, String body) {
    return ByteBuffer.allocate(1 + Integer.BYTES + body.length())
        .put((byte) type)
        .putInt(Integer.BYTES + body.length())
        .put(body.getBytes(US_ASCII))
        .array();
  }

  @Override
  public void succeeded() {
    told.add("ok");
  }

  @Override
  public void failed(String prefix) {
    told.add(prefix);
  }
}
