package chorus.command;

import chorus.resp.Reply;
import java.util.Locale;

/// A user's error, on its way from where it is noticed to [Handler], which makes it the reply. It
/// never leaves the command: nothing has changed when it is thrown.
///
/// The texts are Redis 7.0's, since clients compare them.
public final class CommandError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Reply reply;

  private CommandError(String prefix, String text) {
    super(prefix + ' ' + text, null, false, false);
    this.reply = Reply.error(prefix, text);
  }

  /// `ERR text`.
  public static CommandError err(String text) {
    return new CommandError("ERR", text);
  }

  /// `prefix text`.
  public static CommandError of(String prefix, String text) {
    return new CommandError(prefix, text);
  }

  public static CommandError syntax() {
    return err("syntax error");
  }

  public static CommandError notAnInteger() {
    return err("value is not an integer or out of range");
  }

  public static CommandError notAFloat() {
    return err("value is not a valid float");
  }

  public static CommandError outOfRange() {
    return err("value is out of range");
  }

  /// Redis' words for what is no number from 0 on.
  public static CommandError notPositive() {
    return err("value is out of range, must be positive");
  }

  /// Redis' words for a time that no key can expire at.
  public static CommandError invalidExpireTime(Args args) {
    String name = args.string(0).toLowerCase(Locale.ROOT);
    return err("invalid expire time in '" + name + "' command");
  }

  public static CommandError wrongType() {
    return of("WRONGTYPE", "Operation against a key holding the wrong kind of value");
  }

  public static CommandError noSuchKey() {
    return err("no such key");
  }

  /// A string would pass the limit of 512 MiB.
  public static CommandError tooLong() {
    return err("string exceeds maximum allowed size (proto-max-bulk-len)");
  }

  /// Redis' words for a command that got too few or too many words; `fullName` is like `client|id`.
  public static CommandError arity(String fullName) {
    return err("wrong number of arguments for '" + fullName + "' command");
  }

  public Reply reply() {
    return reply;
  }
}
