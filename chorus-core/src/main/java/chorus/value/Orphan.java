package chorus.value;

/// Rows that no logical state refers to any more, waiting to be reclaimed.
public sealed interface Orphan {
  /// The element rows of one collection.
  record Collection(CollectionId id) implements Orphan {}

  /// The meta rows of all generations before `first`, and the element rows of their collections.
  record GenerationsBefore(long first) implements Orphan {}
}
