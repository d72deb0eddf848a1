package chorus.wire;

import chorus.base.NodeId;

/// One gateway of one process: where a forwarded command came from.
public record GatewayId(NodeId node, long boot, int number) {}
