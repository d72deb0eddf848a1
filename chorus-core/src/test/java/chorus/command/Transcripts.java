package chorus.command;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.resp.Output;
import chorus.resp.Protocol;
import chorus.resp.Reply;
import chorus.resp.ReplyEncoder;
import java.nio.charset.StandardCharsets;

/// Plays lines of `command => reply` on an empty database. The reply is what the protocol carries,
/// with `|` for the end of a line.
final class Transcripts {
  private Transcripts() {}

  static void play(String transcript) {
    var database = new MapView();
    transcript
        .lines()
        .forEach(line -> {
          String[] parts = line.split(" => ", 2);
          assertThat(resp(database.run(parts[0]), Protocol.RESP2)).as(parts[0]).isEqualTo(parts[1]);
        });
  }

  static String resp(Reply reply, Protocol protocol) {
    var output = new Output();
    ReplyEncoder.encode(reply, protocol, output);
    return new String(output.toByteArray(), StandardCharsets.UTF_8).replace("\r\n", "|");
  }
}
