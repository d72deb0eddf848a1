package chorus.sim.cluster;

import chorus.base.NodeId;
import chorus.base.PlantedBug;
import chorus.base.Timings;
import chorus.command.CommandTable;
import chorus.env.Links;
import chorus.env.Message;
import chorus.log.LogOptions;
import chorus.node.Node;
import chorus.node.NodeOptions;
import chorus.resp.Bytes;
import chorus.sim.world.MessageCodec;
import chorus.sim.world.Run;
import chorus.wire.PeerDecoder;
import chorus.wire.PeerEncoder;
import chorus.wire.PeerMessage;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Starts the real node with the memory engine and a small log, so that segments roll and the cache
/// misses within a run.
public final class CoreStarter implements NodeUnderTest.Starter {
  /// A log that is kept whole, as long as a run is.
  public static final LogOptions LOG = new LogOptions(64 << 10, 16 << 10);

  private final List<NodeId> members;
  private final NodeOptions.FirstDatabase database;
  private final LogOptions log;
  private final Timings timings;
  private final Set<PlantedBug> bugs;
  private final CommandTable commands = CommandTable.standard().with(AwaitKey.row());

  /// Logs are kept whole. `bugs` are planted in every node.
  public CoreStarter(
      List<NodeId> members,
      NodeOptions.FirstDatabase database,
      Timings timings,
      Set<PlantedBug> bugs) {
    this(members, database, LOG, timings, bugs);
  }

  /// Logs are as `log` says.
  public CoreStarter(
      List<NodeId> members,
      NodeOptions.FirstDatabase database,
      LogOptions log,
      Timings timings,
      Set<PlantedBug> bugs) {
    this.members = List.copyOf(members);
    this.database = database;
    this.log = log;
    this.timings = timings;
    this.bugs = bugs;
  }

  /// Where clients find a node.
  private static String address(NodeId node) {
    return node.name() + ":6379";
  }

  /// The node that clients find at `address`.
  public static NodeId at(String address) {
    return new NodeId(address.substring(0, address.lastIndexOf(':')));
  }

  @Override
  public NodeUnderTest start(Run run, NodeUnderTest.MetaLogs metaLogs, NodeUnderTest.Start start) {
    var options =
        new NodeOptions(
            start.node(),
            start.boot(),
            start.boot() == 1 ? NodeOptions.Memory.FIRST_START : NodeOptions.Memory.RAN_BEFORE,
            "simulated",
            members,
            members.stream().collect(Collectors.toMap(each -> each, CoreStarter::address)),
            List.of(database),
            NodeOptions.IndexRange.NONE,
            timings,
            log,
            bugs);
    var rows = new RottingRows();
    return new CoreNode(
        new Node(options, run, metaLogs.on("control"), rows, commands, Links.UNCUTTABLE), rows);
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
