package chorus.base;

/// What bounds everything that could grow: each with a name and a unit. At the limit the caller
/// gets a named error or waits.
public final class Limits {
  /// Nodes that belong to one cluster.
  public static final int MEMBERS = 100;

  /// Records that one append to a follower may carry, in bytes of payload.
  public static final int APPEND_BYTES = 1 << 20;

  /// Bytes on their way to one follower before it must acknowledge some.
  public static final long IN_FLIGHT_BYTES = 16L << 20;

  /// Bytes of rows that are decided but not stored yet; at the limit a leader takes no more
  /// commands.
  public static final long OVERLAY_BYTES = 64L << 20;

  /// Bytes in the overlay above which the store takes records too that are not settled.
  public static final long UNSETTLED_BYTES = 32L << 20;

  /// Committed records that a follower has not shown yet, above which it stores them unshown and
  /// sends those who want to read to the leader.
  public static final long FAR_BEHIND_RECORDS = 50_000;

  /// Bytes of records that one write to the store takes together.
  public static final int APPLY_BYTES = 4 << 20;

  /// The same for a replica that is far behind: chunks that are soon done leave little for the
  /// garbage collector to copy.
  public static final int CATCH_UP_BYTES = 1 << 20;

  /// Memory for what lately changed rows of a shard come to, in bytes: with it, changing such a row
  /// again reads nothing from the store.
  public static final long RECENT_ROWS_BYTES = 16L << 20;

  /// Bytes of records applied before the store is asked to make them durable by itself.
  public static final long FLUSH_BYTES = 64L << 20;

  /// Rows that a command may look at while all others wait for it; a row of a kilobyte counts
  /// twice. A read of more goes on beside them.
  public static final int ROWS_AT_ONCE = 2_000;

  /// Milliseconds that a node's wall clock may be from those of a majority of the others. Beyond it
  /// the node does not go by its own, lets no key expire, and hands over what it leads.
  public static final long CLOCK_OFFSET_MILLIS = 500;

  /// How many keys that have expired one record removes.
  public static final int EXPIRED_KEYS_PER_RECORD = 100;

  /// How many keys that may have expired are looked for at a time.
  public static final int EXPIRED_KEYS_PER_LOOK = 1_000;

  /// Commands between one MULTI and its EXEC.
  public static final int TRANSACTION_COMMANDS = 65_536;

  /// Records after which a leader asks for a content hash, though its time has not come.
  public static final long BEAT_RECORDS = 10_000;

  /// Bytes of rows that one message of a snapshot carries, about; a longer row goes alone.
  public static final int SNAPSHOT_CHUNK_BYTES = 128 << 10;

  /// Followers that one replica gives rows of a snapshot to at a time, in one database.
  public static final int SNAPSHOTS = 1;

  /// Batches that wait at one gateway for a leader; beyond, `-OVERLOADED`.
  public static final int WAITING_BATCHES = 20_000;

  /// Changes of leader that are remembered of a shard.
  public static final int LEADER_CHANGES = 32;

  /// Rows that one slice of reclaiming removes.
  public static final int RECLAIM_ROWS = 1_000;

  /// Bytes that a scrub reads in a second, of the log and of rows, unless somebody waits for it.
  public static final int SCRUB_BYTES = 16 << 20;

  /// Rows that one slice of a scrub reads.
  public static final int SCRUB_ROWS = 2_000;

  /// Records that a replica asks another one for at a time.
  public static final int FETCH_RECORDS = 1_000;

  /// Steps that one LCS takes, each of 64 comparisons and 8 bytes of memory: some ten milliseconds,
  /// in which its database does nothing else. For two strings of one length it is Redis' limit.
  public static final int LCS_STEPS = 1 << 21;

  /// Outcomes that a session of CHORUS ONCE keeps: those of its highest numbers.
  public static final int ONCE_WINDOW = 128;

  /// Bytes of a reply that an outcome keeps; of a longer one it keeps that there was one.
  public static final int ONCE_REPLY_BYTES = 1 << 10;

  /// Sessions of CHORUS ONCE in one database; beyond, `-OVERLOADED`.
  public static final int ONCE_SESSIONS = 10_000;

  /// How long a session of CHORUS ONCE may be unused before it is forgotten.
  public static final long ONCE_IDLE_MILLIS = 3_600_000;

  /// The use of a session is noted no more often than this: it may be forgotten so much later.
  public static final long ONCE_USE_STEP_MILLIS = 60_000;

  /// Numbers that a leader reserves of a sequence at once, and that one command draws.
  public static final int SEQUENCE_BLOCK = 10_000;

  /// Sequences in one database; beyond, `-OVERLOADED`. They are agreed facts, and never go.
  public static final int SEQUENCES = 1_000;

  /// Bytes of the name of a sequence.
  public static final int SEQUENCE_NAME_BYTES = 1 << 10;

  /// Diverged writes that CHORUS DIVERGED LIST answers unless it is told how many.
  public static final int DIVERGED_PAGE = 100;

  /// Diverged writes that one CHORUS DIVERGED lists, applies or is told by id.
  public static final int DIVERGED_WRITES = 1_000;

  /// Bytes of diverged writes after which one CHORUS DIVERGED answers no further ones.
  public static final long DIVERGED_BYTES = 4L << 20;

  /// Keys of one diverged write that CHORUS DIVERGED LIST names.
  public static final int DIVERGED_KEYS = 10;

  /// How long one CHORUS DIVERGED APPLY goes on to further writes.
  public static final long DIVERGED_APPLY_MILLIS = 10_000;

  /// Elements of one key that MEMORY USAGE looks at.
  public static final int MEASURED_ELEMENTS = 1_000;

  /// Different first words of errors that one gateway counts each for itself.
  public static final int ERROR_WORDS = 128;

  private Limits() {}
}
