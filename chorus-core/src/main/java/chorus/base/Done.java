package chorus.base;

/// The value of an operation that has none but that it is finished.
public enum Done {
  DONE
}
