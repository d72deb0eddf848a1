package chorus.control;

/// What the caller knows of this member's past, from records that it keeps elsewhere.
public enum StartMode {
  /// The member has never taken part under this id. An interrupted first start counts as never.
  FRESH,
  /// The member has taken part: its directory must be there, or a vote or an entry that it gave its
  /// word for would be forgotten.
  EXISTING
}
