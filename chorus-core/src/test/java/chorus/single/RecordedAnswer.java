package chorus.single;

import chorus.definition.AckLevel;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.wire.GatewayId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A batch whose answers are written down.
final class RecordedAnswer implements Batch.Answer {
  /// What was said, oldest first: the replies of one answer, or nothing for "not leading".
  final List<List<Reply>> said = new ArrayList<>();

  int notLeading;
  int unblocked;
  int waiting;

  Batch batch(String... commands) {
    return batch(AckLevel.DEFAULT, commands);
  }

  /// A batch of a connection that asks for more than its database does.
  Batch batch(AckLevel level, String... commands) {
    return new Batch(Stream.of(commands).map(RecordedAnswer::words).toList(), level, this);
  }

  @Override
  public void replies(List<Reply> replies) {
    said.add(replies);
  }

  @Override
  public void unblocked(List<Reply> replies) {
    unblocked++;
    said.add(replies);
  }

  @Override
  public void notLeading() {
    notLeading++;
  }

  @Override
  public void waiting() {
    waiting++;
  }

  @Override
  public boolean isFor(GatewayId gateway, long id) {
    return false;
  }

  /// The first words of the only answer.
  List<String> only() {
    if (said.size() != 1) {
      throw new AssertionError("answered " + said.size() + " times: " + said);
    }
    return said.getFirst().stream().map(RecordedAnswer::word).toList();
  }

  static List<Bytes> words(String command) {
    return Stream.of(command.split(" ", -1)).map(Bytes::utf8).toList();
  }

  private static String word(Reply reply) {
    return switch (reply) {
      case Reply.Error error -> "-" + error.prefix();
      case Reply.Simple(String text) -> text;
      case Reply.Bulk(Bytes value) -> value.utf8();
      case Reply.Int(long value) -> Long.toString(value);
      default -> reply.toString();
    };
  }
}
