package chorus.server.info;

import chorus.server.peer.PeerCounters;
import chorus.server.resp.RespCounters;
import java.util.concurrent.atomic.AtomicLongArray;

/// How fast things went lately, and how much memory was ever in use: from looks ten times a second.
///
/// One thread looks; any may read.
public final class Pace {
  private static final int COMMANDS = 0;
  private static final int INPUT = 1;
  private static final int OUTPUT = 2;
  private static final int PEER_INPUT = 3;
  private static final int PEER_OUTPUT = 4;
  private static final int KINDS = 5;

  /// As many looks as Redis takes the mean of.
  private static final int LOOKS = 16;

  private static final double NANOS_PER_SECOND = 1e9;
  private static final double KILO = 1024;

  private final RespCounters clients;
  private final PeerCounters peers;
  private final long[][] seen = new long[LOOKS + 1][KINDS];
  private final long[] at = new long[LOOKS + 1];
  private int looks;

  /// In thousandths, since there is no array of doubles to share.
  private final AtomicLongArray perSecond = new AtomicLongArray(KINDS);

  private final AtomicLongArray peak = new AtomicLongArray(1);

  public Pace(RespCounters clients, PeerCounters peers) {
    this.clients = clients;
    this.peers = peers;
  }

  /// Looks, at `nowNanos`.
  public void look(long nowNanos) {
    int place = looks % (LOOKS + 1);
    long[] now = seen[place];
    now[COMMANDS] = clients.commands();
    now[INPUT] = clients.inputBytes();
    now[OUTPUT] = clients.outputBytes();
    now[PEER_INPUT] = peers.receivedBytes();
    now[PEER_OUTPUT] = peers.sentBytes();
    at[place] = nowNanos;
    looks++;
    int oldest = looks > LOOKS ? looks % (LOOKS + 1) : 0;
    double seconds = (nowNanos - at[oldest]) / NANOS_PER_SECOND;
    for (int kind = 0; kind < KINDS; kind++) {
      long more = Math.max(0, now[kind] - seen[oldest][kind]);
      perSecond.set(kind, seconds > 0 ? (long) (1000 * more / seconds) : 0);
    }
    peak.accumulateAndGet(0, UsedMemory.bytes(), Math::max);
  }

  long operations() {
    return perSecond.get(COMMANDS) / 1000;
  }

  /// KiB a second.
  double input() {
    return rate(INPUT);
  }

  double output() {
    return rate(OUTPUT);
  }

  double peerInput() {
    return rate(PEER_INPUT);
  }

  double peerOutput() {
    return rate(PEER_OUTPUT);
  }

  private double rate(int kind) {
    return perSecond.get(kind) / 1000.0 / KILO;
  }

  /// The most memory that was found in use.
  long peakBytes() {
    return Math.max(peak.get(0), UsedMemory.bytes());
  }
}
