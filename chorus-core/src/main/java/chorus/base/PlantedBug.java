package chorus.base;

/// Mistakes that the simulator makes on purpose, to show that its checkers would notice. None is
/// ever on in production.
///
/// Source: the mutations that other projects' incidents suggest; `docs/explanation/how-we-test.md`
/// says who catches which.
public enum PlantedBug {
  /// The leader counts its own copy, and followers theirs, before the fsync.
  ACK_BEFORE_FSYNC,
  /// One copy fewer than the mode asks for is enough.
  ACK_BELOW_QUORUM,
  /// Another mode of acknowledging is in force before the records satisfy it.
  MODE_CHANGES_AT_ONCE,
  /// The copy of a learner counts.
  LEARNER_COUNTS,
  /// Another set of replicas is in force before the records are on enough of them.
  REPLICAS_CHANGE_AT_ONCE,
  /// What an election left behind is cut off the log unsaved.
  TAIL_NOT_SAVED,
  /// What an election left behind stays in the rows.
  ROWS_NOT_REWOUND,
  /// A follower takes appends of any epoch.
  NO_EPOCH_CHECK_ON_APPEND,
  /// A leader answers strong reads without looking at its lease.
  NO_LEASE_ON_READ,
  /// The lease is counted from the answer's receipt, not from the question's sending.
  LEASE_FROM_RECEIPT,
  /// A member of the fence group adopts a new epoch at once.
  ADOPT_WITHOUT_WAITING,
  /// The promise to reject older epochs is not written down.
  PROMISE_NOT_PERSISTED,
  /// The first report wins an election, whatever its position.
  ELECT_FIRST_REPORT,
  /// A follower shows records before they are committed.
  APPLY_BEFORE_COMMIT,
  /// Damage in the middle of a log is cut off like a torn tail.
  CUT_AT_DAMAGE,
  /// A new leader serves before its first record is committed.
  SERVE_BEFORE_EPOCH_START,
  /// A reply does not wait for the pending writes that it saw.
  REPLY_BEFORE_COMMIT,
  /// A forwarded batch that arrives twice runs twice.
  FORWARD_TWICE,
  /// A restarted leader goes on under the epoch that it held.
  RESUME_EPOCH_AFTER_RESTART,
  /// The record of a command under CHORUS ONCE holds what it changed and not what it came to.
  ONCE_OUTCOME_NOT_LOGGED,
  /// A gateway that sends a batch a second time takes the answer for the whole truth.
  ONCE_EARLIER_TRY_FORGOTTEN,
  /// A controller takes what it did not hear while it slept for silence.
  ACCUSE_AFTER_OWN_PAUSE,
  /// A controller asks nobody else whether a leader that it does not hear serves.
  TRUST_OWN_EARS_ONLY,
  /// A leader is released before its successor has everything.
  SWITCHOVER_LEAVES_BEHIND,
  /// A leader that hands over goes on serving.
  SWITCHOVER_SERVES_ON,
  /// A write whose leader does not know what became of it is redirected to the next leader.
  REDIRECT_WHAT_IS_OPEN,
  /// A leader whose disk does not answer goes on leading.
  STALLED_LEADER_STAYS,
  /// A leader is replaced though its database leaves that to people.
  MANUAL_FAILOVER_BY_ITSELF,
  /// A leader whose rows are damaged leads on while they are made again.
  DAMAGED_LEADER_STAYS,
  /// A leader gives numbers out that it asked for, before they are committed for it.
  SEQUENCE_BEFORE_COMMIT,
  /// A new leader takes what its predecessor may have left of its blocks for its own.
  SEQUENCE_REST_TAKEN_OVER,
  /// Those who take part in the control plane's log stay the same when members come and go.
  VOTERS_STAY,
  /// A node that was removed from the cluster does not end.
  REMOVED_STAYS,
  /// A dropped database is forgotten at once.
  FORGET_BEFORE_DEADLINE,
  /// A node deletes what it has of a database when that is dropped.
  DROP_DELETES,
  /// A node goes on with a database that is gone for good.
  FORGOTTEN_LIVES_ON,
  /// A node does not ask the others whether they know a later start of it than its directory.
  ARRIVES_UNASKED,
  /// A replica that lost all that it had counts as if it had it.
  COMES_BACK_WHOLE,
  /// What a replica confirms counts before the start of its process is agreed.
  CONFIRMS_BEFORE_AGREED,
  /// A scrub does not look at the log.
  SCRUB_LOOKS_AWAY,
  /// A log is trimmed as far as rows are stored, durably or not.
  TRIM_UNFLUSHED,
  /// A replica that takes a snapshot counts before the rows are there.
  WHOLE_BEFORE_ROWS,
  /// A log is kept for a follower that does not come back, whatever that takes.
  CAP_IGNORED,
  /// The leader of a chain sends records to every replica itself.
  LEADER_FEEDS_ALL,
  /// A replica of a chain passes on all that its log holds, its leader's or not.
  RELAY_UNMATCHED,
  /// A leader hides what has expired by its own wall clock, and writes nothing down.
  EXPIRY_BY_OWN_CLOCK,
  /// A node goes by its own wall clock, whatever those of the others show.
  TRUSTS_OWN_CLOCK,
  /// What was read beside the strand is answered at once, committed or not.
  LONG_READ_UNGATED
}
