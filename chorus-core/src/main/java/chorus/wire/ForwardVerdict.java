package chorus.wire;

/// What became of forwarded commands.
public enum ForwardVerdict {
  /// Every command has its reply.
  ANSWERED,
  /// That node does not lead that epoch; nothing was appended.
  NOT_LEADING
}
