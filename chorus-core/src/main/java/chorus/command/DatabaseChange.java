package chorus.command;

import chorus.definition.AckMode;
import chorus.definition.FailoverMode;
import chorus.definition.OnDegrade;
import java.util.Optional;

/// What CHORUS DB ALTER asks for; what is absent stays as it is.
public record DatabaseChange(
    Optional<FailoverMode> failover, Optional<AckMode> ack, Optional<OnDegrade> onDegrade) {}
