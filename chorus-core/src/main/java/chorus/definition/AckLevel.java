package chorus.definition;

import java.util.Locale;
import java.util.Optional;

/// What a connection asks for beyond its database's mode, before its own writes are answered.
///
/// It delays replies and binds no election: what is acknowledged so, and is on fewer replicas than
/// the database's mode asks for, was acknowledged by both.
public enum AckLevel {
  /// What the database asks for.
  DEFAULT,
  /// Fsynced on more than half of the replicas besides.
  MAJORITY,
  /// Fsynced on every replica besides.
  ALL;

  /// As users write it.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Which copies that means; empty if no more than the database asks for.
  public Optional<AckRule> rule(AckConfig config) {
    return switch (this) {
      case DEFAULT -> Optional.empty();
      case MAJORITY -> Optional.of(config.majorityRule());
      case ALL -> Optional.of(AckRule.of(config.replicas(), config.replicas().size()));
    };
  }
}
