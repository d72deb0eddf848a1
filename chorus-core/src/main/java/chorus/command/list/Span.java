package chorus.command.list;

import chorus.value.Meta;

/// Elements of a list, from index `from` to before `to`: none where these are equal.
record Span(long from, long to) {
  /// What a client means with `start` and `stop`, which counts too; below zero they are counted
  /// from the end, and what lies outside the list is cut off.
  static Span of(Meta.OfCollection list, long start, long stop) {
    long from = Math.max(0, Lists.index(list, start));
    long last = Math.min(Lists.index(list, stop), list.count() - 1);
    return from > last ? new Span(0, 0) : new Span(from, last + 1);
  }

  long length() {
    return to - from;
  }
}
