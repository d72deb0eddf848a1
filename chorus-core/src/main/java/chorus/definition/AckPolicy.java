package chorus.definition;

/// What users want of acknowledging: when a write counts, whether the leader waits for its disk,
/// and what becomes of writes while too few replicas answer.
public record AckPolicy(AckMode mode, Fsync fsync, OnDegrade onDegrade) {
  /// That mode, and for the rest what is most careful.
  public static AckPolicy of(AckMode mode) {
    return new AckPolicy(mode, Fsync.ALWAYS, OnDegrade.ERROR);
  }

  /// The same with another mode.
  public AckPolicy with(AckMode other) {
    return new AckPolicy(other, fsync, onDegrade);
  }

  /// The same with another answer to too few replicas.
  public AckPolicy with(OnDegrade other) {
    return new AckPolicy(mode, fsync, other);
  }

  /// The same with another rule for the leader's own copy.
  public AckPolicy with(Fsync other) {
    return new AckPolicy(mode, other, onDegrade);
  }

  /// Whether mode and fsync go together: where others rely on a copy it is fsynced.
  public boolean isSound() {
    return fsync == Fsync.ALWAYS || mode == AckMode.ASYNC;
  }
}
