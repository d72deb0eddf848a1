package chorus.diverged;

import chorus.resp.Bytes;
import chorus.resp.Reply;

/// What became of a write that was to be done again, and how CHORUS REDO says it.
public sealed interface RedoVerdict {
  /// What stands before the key.
  Bytes CONFLICT = Bytes.utf8("conflict ");

  /// Every key now holds what it held after the write.
  record Applied() implements RedoVerdict {}

  /// Nothing was changed, since nothing had to be.
  record Already() implements RedoVerdict {}

  /// Nothing was changed, since `key` holds something else, or cannot be made from the write.
  record Conflict(Bytes key) implements RedoVerdict {}

  /// Nothing was changed: the write emptied the database, and that is not done again.
  record Flush() implements RedoVerdict {}

  /// The leader answered with an error, which says whether it may have happened.
  record Refused(String error) implements RedoVerdict {}

  /// The words of CHORUS REDO.
  static Reply toReply(RedoVerdict verdict) {
    return switch (verdict) {
      case Applied() -> Reply.bulk("applied");
      case Already() -> Reply.bulk("already");
      case Conflict(Bytes key) -> Reply.bulk(CONFLICT.concat(key));
      case Flush() -> Reply.bulk("flush");
      case Refused(String error) -> new Reply.Error(error);
    };
  }

  /// The same, read back.
  static RedoVerdict of(Reply reply) {
    return switch (reply) {
      case Reply.Bulk(Bytes words) when words.equals(Bytes.utf8("applied")) -> new Applied();
      case Reply.Bulk(Bytes words) when words.equals(Bytes.utf8("already")) -> new Already();
      case Reply.Bulk(Bytes words) when words.equals(Bytes.utf8("flush")) -> new Flush();
      case Reply.Bulk(Bytes words) when words.startsWith(CONFLICT) ->
          new Conflict(words.slice(CONFLICT.length(), words.length()));
      case Reply.Error(String error) -> new Refused(error);
      default -> new Refused("ERR CHORUS REDO answered " + reply);
    };
  }
}
