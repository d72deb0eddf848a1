package chorus.sim.cluster;

import chorus.base.Limits;
import chorus.base.NodeId;
import chorus.base.PlantedBug;
import chorus.base.Timings;
import chorus.cluster.Member;
import chorus.command.CommandTable;
import chorus.command.settings.Settings;
import chorus.command.stats.NodeStats;
import chorus.definition.MemberAddress;
import chorus.env.Links;
import chorus.env.Message;
import chorus.log.LogKeep;
import chorus.log.LogOptions;
import chorus.node.MemberListener;
import chorus.node.Node;
import chorus.node.NodeOptions;
import chorus.node.Past;
import chorus.resp.Bytes;
import chorus.sim.world.MessageCodec;
import chorus.sim.world.Run;
import chorus.wire.PeerDecoder;
import chorus.wire.PeerEncoder;
import chorus.wire.PeerMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Starts the real node with the memory engine and a small log, so that segments roll and the cache
/// misses within a run.
public final class CoreStarter implements NodeUnderTest.Starter {
  /// A log that is kept whole, as long as a run is.
  public static final LogOptions LOG = new LogOptions(64 << 10, 16 << 10);

  private static final int SMALL_SEGMENT_BYTES = 8 << 10;

  private final NodeOptions.FirstDatabase database;
  private final LogOptions log;
  private final int rowsAtOnce;
  private final Timings timings;
  private final Set<PlantedBug> bugs;
  private final CommandTable commands = CommandTable.standard().with(AwaitKey.row());

  /// Logs are kept whole. `bugs` are planted in every node.
  public CoreStarter(NodeOptions.FirstDatabase database, Timings timings, Set<PlantedBug> bugs) {
    this(database, LOG, Limits.ROWS_AT_ONCE, timings, bugs);
  }

  /// Logs are as `log` says, and reads of more than `rowsAtOnce` rows are long.
  public CoreStarter(
      NodeOptions.FirstDatabase database,
      LogOptions log,
      int rowsAtOnce,
      Timings timings,
      Set<PlantedBug> bugs) {
    this.database = database;
    this.log = log;
    this.rowsAtOnce = rowsAtOnce;
    this.timings = timings;
    this.bugs = bugs;
  }

  /// A log in small segments, which keeps what is younger than `time`, and at most so many of them.
  public static LogOptions keeping(int segments, Duration time) {
    long cap = (long) segments * SMALL_SEGMENT_BYTES;
    return new LogOptions(
        SMALL_SEGMENT_BYTES, LOG.cacheBytes(), new LogKeep(SMALL_SEGMENT_BYTES, time, cap));
  }

  /// The node that clients find at `address`.
  public static NodeId at(String address) {
    return new NodeId(address.substring(0, address.lastIndexOf(':')));
  }

  @Override
  public NodeUnderTest start(Run run, NodeUnderTest.MetaLogs metaLogs, NodeUnderTest.Start start) {
    return start.asks() && !bugs.contains(PlantedBug.ARRIVES_UNASKED)
        ? new ArrivingNode(
            run.strand("control"),
            start,
            (past, members) -> begin(run, metaLogs, start, past, members))
        : begin(run, metaLogs, start, start.counted(), start.members());
  }

  private NodeUnderTest begin(
      Run run,
      NodeUnderTest.MetaLogs metaLogs,
      NodeUnderTest.Start start,
      Past past,
      Map<NodeId, MemberAddress> members) {
    var options =
        new NodeOptions(
            start.node(),
            past,
            SimCluster.NAME,
            members,
            List.of(database),
            NodeOptions.IndexRange.NONE,
            timings,
            log,
            rowsAtOnce,
            bugs);
    var rows = new RottingRows();
    return new CoreNode(
        new Node(
            options,
            run,
            metaLogs.on("control"),
            rows,
            commands,
            new NodeStats(commands, Settings.standard()),
            Links.UNCUTTABLE,
            new Ending(start.shell())),
        rows);
  }

  /// Needs no addresses, and ends the process of a node that was removed.
  private record Ending(NodeUnderTest.Shell shell) implements MemberListener {
    @Override
    public void agreed(Map<NodeId, Member> members) {
      shell.agreed(members);
    }

    @Override
    public void removed() {
      shell.removed();
    }

    @Override
    public void outdated() {
      shell.outdated();
    }

    @Override
    public void strayed(NodeId node, MemberAddress address) {}
  }

  /// The codec of production.
  public static MessageCodec codec() {
    return new MessageCodec() {
      @Override
      public Bytes encode(Message message) {
        return PeerEncoder.encode((PeerMessage) message);
      }

      @Override
      public Message decode(Bytes encoded) {
        return PeerDecoder.decode(encoded);
      }
    };
  }
}
