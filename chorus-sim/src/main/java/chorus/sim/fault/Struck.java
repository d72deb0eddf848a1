package chorus.sim.fault;

/// A fault was done: what, and to whom. For the transcript.
public record Struck(Fault fault, String what) {}
