package chorus.env;

/// Gives each strand its own view of the world. In production a strand is pinned to an event loop,
/// in simulation all strands share one thread and one queue.
public interface Strands {
  /// The strand of that name on this node; made at the first call. Any strand may call it.
  Env strand(String name);
}
