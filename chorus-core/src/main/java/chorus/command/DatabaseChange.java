package chorus.command;

import chorus.definition.AckMode;
import chorus.definition.AckPolicy;
import chorus.definition.FailoverMode;
import chorus.definition.Fsync;
import chorus.definition.OnDegrade;
import chorus.definition.OnFollower;
import java.util.Optional;

/// What CHORUS DB ALTER asks for; what is absent stays as it is.
public record DatabaseChange(
    Optional<FailoverMode> failover,
    Optional<OnFollower> onFollower,
    Optional<AckMode> ack,
    Optional<Fsync> fsync,
    Optional<OnDegrade> onDegrade) {
  /// Whether it changes no setting.
  public boolean isNothing() {
    return failover.isEmpty()
        && onFollower.isEmpty()
        && ack.isEmpty()
        && fsync.isEmpty()
        && onDegrade.isEmpty();
  }

  /// What becomes of `policy`.
  public AckPolicy to(AckPolicy policy) {
    return new AckPolicy(
        ack.orElse(policy.mode()),
        fsync.orElse(policy.fsync()),
        onDegrade.orElse(policy.onDegrade()));
  }
}
