package chorus.single;

import chorus.definition.AckLevel;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.wire.GatewayId;
import java.util.List;

/// Commands of one client that one shard runs in order, and who waits for their replies.
///
/// `level` is where its writes must be before it is answered, beyond what the database asks for.
public record Batch(List<List<Bytes>> commands, AckLevel level, Answer answer) {
  /// Told on the shard's strand: the replies, or that there will be none here, once.
  public interface Answer {
    /// One reply for each command.
    void replies(List<Reply> replies);

    /// The same, of a batch that [Waiting#unblock] had go on.
    void unblocked(List<Reply> replies);

    /// This replica does not lead; nothing was appended, and nothing will be.
    void notLeading();

    /// The replies will be late: a command waits until a key changes. Said when that begins and,
    /// from time to time, that it still is so.
    void waiting();

    /// Whether it was `gateway` that gave this batch the number `id`.
    boolean isFor(GatewayId gateway, long id);

    /// Who asked, as far as it is known here.
    default Origin origin() {
      return Origin.UNKNOWN;
    }
  }
}
