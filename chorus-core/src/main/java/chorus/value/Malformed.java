package chorus.value;

/// Bytes that no codec of ours wrote: a damaged row or a foreign one.
///
/// Thrown by strict decoders. Where it reaches a strand, the replica stops: its rows cannot be
/// trusted.
public final class Malformed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Malformed(String detail) {
    super(detail);
  }
}
