package chorus.log;

import chorus.base.LogPosition;

/// What a frame holds.
sealed interface Entry {
  /// A record that follows the one before it.
  record Added(LogRecord record) implements Entry {}

  /// Every record above `kept` is void. Physical only: no replica ships or applies it. A frame of
  /// its own, since overwriting frames that were durable could not be told from damage after a
  /// crash.
  record Cut(LogPosition kept) implements Entry {}

  /// A whole frame of a kind that only a newer version knows.
  record Unknown(int kind) implements Entry {}

  /// Bytes of the payload.
  default int payloadBytes() {
    return switch (this) {
      case Added(var record) -> record.payload().length();
      case Cut _, Unknown _ -> 0;
    };
  }
}
