package chorus.sim.check;

import chorus.sim.check.Anomaly.Kind;
import chorus.sim.check.Dependency.Cause;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// The sorts of cycles: one dependency for the cause `closing`, and others for the causes
/// `through`. The simpler ones come first, since they explain the others; real time alone makes no
/// cycle, and is called in only where nothing else does.
record CycleShape(Kind kind, Cause closing, Set<Cause> through) {
  static final List<CycleShape> ALL =
      List.of(
          of(Kind.G0, Cause.WRITE_WRITE, Cause.WRITE_WRITE),
          of(Kind.G1C, Cause.WRITE_READ, Cause.WRITE_WRITE, Cause.WRITE_READ),
          of(Kind.G_SINGLE, Cause.READ_WRITE, Cause.WRITE_WRITE, Cause.WRITE_READ),
          of(Kind.G2, Cause.READ_WRITE, Cause.WRITE_WRITE, Cause.WRITE_READ, Cause.READ_WRITE),
          of(Kind.G0_IN_REAL_TIME, Cause.WRITE_WRITE, Cause.WRITE_WRITE, Cause.REAL_TIME),
          of(
              Kind.G1C_IN_REAL_TIME,
              Cause.WRITE_READ,
              Cause.WRITE_WRITE,
              Cause.WRITE_READ,
              Cause.REAL_TIME),
          of(
              Kind.G_SINGLE_IN_REAL_TIME,
              Cause.READ_WRITE,
              Cause.WRITE_WRITE,
              Cause.WRITE_READ,
              Cause.REAL_TIME),
          new CycleShape(Kind.G2_IN_REAL_TIME, Cause.READ_WRITE, EnumSet.allOf(Cause.class)));

  private static CycleShape of(Kind kind, Cause closing, Cause... through) {
    return new CycleShape(kind, closing, Set.of(through));
  }

  /// Every cause that such a cycle has.
  Set<Cause> causes() {
    Set<Cause> all = EnumSet.copyOf(through);
    all.add(closing);
    return all;
  }
}
