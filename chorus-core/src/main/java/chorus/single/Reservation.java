package chorus.single;

import chorus.resp.Reply;

/// What a leader hears of a block of numbers that it asked the control plane for.
public sealed interface Reservation {
  /// The numbers above `above` up to `upTo` are committed for its epoch, and for nobody else.
  record Committed(long above, long upTo) implements Reservation {}

  /// The question is settled: what it brought, if anything, was said before.
  record Settled() implements Reservation {}

  /// There will be none: `reply` says why.
  record Refused(Reply reply) implements Reservation {}
}
