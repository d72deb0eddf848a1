package chorus.base;

/// An operating error as a value: what went wrong, and whether the operation may have happened all
/// the same.
///
/// `code` is a word of the error table (`NOQUORUM`, `MISCONF`, `DISKFULL`, …); `detail` names the
/// thing and the values.
public record Fault(String code, Certainty certainty, String detail) {
  public static Fault notApplied(String code, String detail) {
    return new Fault(code, Certainty.NOT_APPLIED, detail);
  }

  public static Fault indeterminate(String code, String detail) {
    return new Fault(code, Certainty.INDETERMINATE, detail);
  }
}
