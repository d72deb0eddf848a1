package chorus.command.settings;

import chorus.base.Fault;
import chorus.base.Result;

/// What the value of a setting may be.
@FunctionalInterface
interface Check {
  /// `word` as CONFIG GET shows it, where the setting was `before`; or why it cannot be, in Redis'
  /// words.
  Result<String> read(String word, String before);

  static Result<String> refused(String why) {
    return Result.failed(Fault.notApplied("ERR", why));
  }
}
