package chorus.sim.world;

/// What the world does at a point in time; part of the trace hash.
public enum EventKind {
  TASK(1),
  TIMER(2),
  MESSAGE(3),
  DISK(4),
  WORK(5),
  META(6),
  CLIENT(7),
  FAULT(8);

  private final int code;

  EventKind(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
