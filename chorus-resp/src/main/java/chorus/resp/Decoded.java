package chorus.resp;

import java.util.List;

/// What a decoder found in the bytes that it was fed.
///
/// @param <T> a command's arguments, or a reply
public sealed interface Decoded<T> {

  /// Complete items in the order of the stream, at least one. There may be more: ask again.
  record Batch<T>(List<T> items) implements Decoded<T> {}

  /// Every byte that was fed is consumed; feed more.
  record NeedMore<T>() implements Decoded<T> {}

  /// The stream is broken, and every further call says the same.
  record Failed<T>(ProtocolError error) implements Decoded<T> {}
}
