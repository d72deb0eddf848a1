package chorus.command;

import chorus.resp.Bytes;
import chorus.resp.Decoded;
import chorus.resp.Output;
import chorus.resp.Protocol;
import chorus.resp.Reply;
import chorus.resp.ReplyDecoder;
import chorus.resp.ReplyEncoder;
import chorus.resp.ReplyLimits;
import java.util.List;

/// What COMMAND tells, as RESP2 carries it.
public final class Described {
  private Described() {}

  public static Reply info(CommandSpec spec) {
    return ask("COMMAND", "INFO", spec.name());
  }

  public static Reply docs(CommandSpec spec) {
    return ask("COMMAND", "DOCS", spec.name());
  }

  private static Reply ask(String... words) {
    var output = new Output();
    ReplyEncoder.encode(new FakeSession().run(words), Protocol.RESP2, output);
    byte[] bytes = output.toByteArray();
    var decoder = new ReplyDecoder(ReplyLimits.DEFAULT);
    decoder.feed(bytes, 0, bytes.length);
    if (decoder.decode() instanceof Decoded.Batch<Reply>(List<Reply> replies)) {
      return replies.getFirst();
    }
    throw new AssertionError("a reply is cut short: " + Bytes.wrap(bytes));
  }
}
