package chorus.server;

import static org.assertj.core.api.Assertions.fail;

import chorus.resp.Bytes;
import chorus.resp.Decoded;
import chorus.resp.Output;
import chorus.resp.Reply;
import chorus.resp.ReplyDecoder;
import chorus.resp.ReplyLimits;
import chorus.resp.RequestEncoder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;

/// Asks a node on this machine one command on a connection of its own.
final class Redis {
  private static final int READ_DEADLINE_MILLIS = 10_000;

  private Redis() {}

  static Reply ask(int port, String... words) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(READ_DEADLINE_MILLIS);
      Output output = new Output();
      RequestEncoder.encode(Arrays.stream(words).map(Bytes::utf8).toList(), output);
      socket.getOutputStream().write(output.toByteArray());
      ReplyDecoder decoder = new ReplyDecoder(ReplyLimits.DEFAULT);
      byte[] chunk = new byte[64 << 10];
      while (true) {
        int length = socket.getInputStream().read(chunk);
        if (length < 0) {
          return fail("the connection ended before the reply");
        }
        decoder.feed(chunk, 0, length);
        if (decoder.decode() instanceof Decoded.Batch<Reply>(var replies)) {
          return replies.getFirst();
        }
      }
    } catch (IOException broken) {
      return fail(String.join(" ", words) + " at " + port, broken);
    }
  }
}
