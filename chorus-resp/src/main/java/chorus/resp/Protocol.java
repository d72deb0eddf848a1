package chorus.resp;

/// The version of the protocol that a connection speaks. It starts with [#RESP2]; `HELLO 3` asks
/// for [#RESP3].
public enum Protocol {
  /// Strings, errors, integers, bulks and arrays.
  RESP2,
  /// RESP2 and maps, sets, doubles, booleans, big numbers, verbatim strings, null and pushes.
  RESP3
}
