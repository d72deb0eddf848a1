package chorus.control;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.client.RaftClientConfigKeys;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.server.RaftServerConfigKeys.Log;
import org.apache.ratis.server.RaftServerConfigKeys.Rpc;
import org.apache.ratis.server.RaftServerConfigKeys.Snapshot;
import org.apache.ratis.util.SizeInBytes;
import org.apache.ratis.util.TimeDuration;

/// The settings of Ratis, each with its reason. Its own are made for large clusters and one group
/// per machine; ours has few, small entries and may run three times in one process.
final class RatisProperties {
  /// A command is at most this long, so that one always fits an append.
  static final int COMMAND_MAX_BYTES = 512 << 10;

  /// A newcomer that is silent for so long while it is brought up to date makes the change fail.
  static final Duration NEWCOMER_SILENCE = Duration.ofSeconds(5);

  private static final SizeInBytes APPEND_MAX = SizeInBytes.valueOf("1MB");

  private RatisProperties() {}

  static RaftProperties of(ControlSettings settings, Path raftDirectory) {
    RaftProperties properties = new RaftProperties();
    RaftServerConfigKeys.setStorageDir(properties, List.of(raftDirectory.toFile()));
    timing(properties, settings.tuning());
    log(properties, settings.tuning());
    transport(properties, settings);
    return properties;
  }

  private static void timing(RaftProperties properties, ControlTuning tuning) {
    Rpc.setTimeoutMin(properties, time(tuning.electionMin()));
    Rpc.setTimeoutMax(properties, time(tuning.electionMax()));
    // Nobody leads a cluster that starts: half the patience.
    Rpc.setFirstElectionTimeoutMin(properties, time(tuning.electionMin().dividedBy(2)));
    Rpc.setFirstElectionTimeoutMax(properties, time(tuning.electionMax().dividedBy(2)));
    Rpc.setRequestTimeout(properties, time(tuning.attempt()));
    // A dead member is tried again ten times a second for ever; by default the pause grows to 5 s,
    // in which a restarted member would hear no leader.
    Log.Appender.setRetryPolicy(properties, "10ms,10, 100ms,1000000000");
    // A process that was stopped for long must go on when it continues; by default Ratis closes
    // itself after such a pause.
    RaftServerConfigKeys.setCloseThreshold(properties, TimeDuration.valueOf(36_500, TimeUnit.DAYS));
    RaftServerConfigKeys.LeaderElection.setLeaderStepDownWaitTime(
        properties, time(tuning.electionMax()));
    // From one voter to three two are new, more than there were. Ratis refuses that since newcomers
    // might elect one of themselves; ours start as listeners and cannot.
    RaftServerConfigKeys.LeaderElection.setMemberMajorityAdd(properties, true);
    RaftServerConfigKeys.setStagingTimeout(properties, time(NEWCOMER_SILENCE));
    RaftServerConfigKeys.Read.setOption(properties, RaftServerConfigKeys.Read.Option.LINEARIZABLE);
    RaftServerConfigKeys.Read.setTimeout(properties, time(tuning.deadline()));
    // Long enough that every retry of one proposal finds its first attempt.
    RaftServerConfigKeys.RetryCache.setExpiryTime(
        properties, time(tuning.deadline().multipliedBy(10)));
  }

  private static void log(RaftProperties properties, ControlTuning tuning) {
    Log.setSegmentSizeMax(properties, SizeInBytes.valueOf(tuning.segmentBytes()));
    Log.setPreallocatedSize(
        properties, SizeInBytes.valueOf(Math.min(64 << 10, tuning.segmentBytes())));
    Log.setSegmentCacheNumMax(properties, 2);
    Log.setSegmentCacheSizeMax(properties, SizeInBytes.valueOf("2MB"));
    Log.setQueueElementLimit(properties, 1_024);
    Log.setQueueByteLimit(properties, SizeInBytes.valueOf("4MB"));
    Log.Appender.setBufferByteLimit(properties, APPEND_MAX);
    Log.Appender.setSnapshotChunkSizeMax(properties, APPEND_MAX);
    RaftServerConfigKeys.Write.setElementLimit(properties, 1_024);
    RaftServerConfigKeys.Write.setByteLimit(properties, SizeInBytes.valueOf("4MB"));
    Snapshot.setAutoTriggerEnabled(properties, true);
    Snapshot.setAutoTriggerThreshold(properties, tuning.snapshotEvery());
    Snapshot.setTriggerWhenStopEnabled(properties, false);
    Snapshot.setRetentionFileNum(properties, 2);
    // Cut behind the snapshot even when a member is away: it gets the snapshot, not a growing log.
    Log.setPurgeUptoSnapshotIndex(properties, true);
    Log.setPurgeGap(properties, 1);
  }

  private static void transport(RaftProperties properties, ControlSettings settings) {
    GrpcConfigKeys.Server.setHost(properties, settings.peer().host());
    GrpcConfigKeys.Server.setPort(properties, settings.peer().port());
    GrpcConfigKeys.setMessageSizeMax(properties, SizeInBytes.valueOf("8MB"));
    // No event loops of its own: gRPC's are shared by all members of a process and end with the
    // last
    // of them, while each group of its own would hold up every stop by a quiet period of 2 s.
    GrpcConfigKeys.Server.setAsyncRequestThreadPoolSize(properties, 4);
    RaftClientConfigKeys.Rpc.setRequestTimeout(properties, time(settings.tuning().attempt()));
  }

  private static TimeDuration time(Duration duration) {
    return TimeDuration.valueOf(duration.toMillis(), TimeUnit.MILLISECONDS);
  }
}
