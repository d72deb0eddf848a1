package chorus.wire;

/// What became of forwarded commands.
public enum ForwardVerdict {
  /// Every command has its reply.
  ANSWERED,
  /// That node does not lead that epoch; nothing was appended.
  NOT_LEADING,
  /// A command of the batch waits until a key changes; the replies come later. Said again and again
  /// while it waits.
  WAITING,
  /// Every command has its reply; the one that waited, because it was told to wait no longer.
  UNBLOCKED
}
