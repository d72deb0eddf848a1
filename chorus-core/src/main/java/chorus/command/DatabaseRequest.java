package chorus.command;

import chorus.definition.AckPolicy;
import chorus.definition.Engine;
import chorus.definition.FailoverMode;
import chorus.definition.Model;
import chorus.definition.OnFollower;
import java.util.OptionalInt;

/// What CHORUS DB CREATE asks for. An absent `index` is the lowest free one; absent `replicas` are
/// as many as the cluster has nodes.
public record DatabaseRequest(
    String name,
    OptionalInt index,
    Model model,
    AckPolicy policy,
    Engine engine,
    OptionalInt replicas,
    FailoverMode failover,
    OnFollower onFollower) {}
