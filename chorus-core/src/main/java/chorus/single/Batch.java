package chorus.single;

import chorus.resp.Bytes;
import chorus.resp.Reply;
import java.util.List;

/// Commands of one client that one shard runs in order, and who waits for their replies.
public record Batch(List<List<Bytes>> commands, Answer answer) {
  /// Told once, on the shard's strand.
  public interface Answer {
    /// One reply for each command.
    void replies(List<Reply> replies);

    /// This replica does not lead; nothing was appended, and nothing will be.
    void notLeading();
  }
}
