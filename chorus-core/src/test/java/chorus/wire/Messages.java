package chorus.wire;

import chorus.base.DatabaseId;
import chorus.base.Epoch;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.base.NodeId;
import chorus.base.ShardId;
import chorus.definition.AckLevel;
import chorus.env.Links;
import chorus.log.EpochTable;
import chorus.log.LogRecord;
import chorus.log.RecordKind;
import chorus.log.ReplicaState.Wholeness;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.testing.Addresses;
import chorus.time.Hlc;
import chorus.value.Hash128;
import chorus.wire.PeerMessage.Append;
import chorus.wire.PeerMessage.AppendReply;
import chorus.wire.PeerMessage.ArrivalAnswer;
import chorus.wire.PeerMessage.ArrivalAsk;
import chorus.wire.PeerMessage.CutLinks;
import chorus.wire.PeerMessage.FenceReport;
import chorus.wire.PeerMessage.FenceRequest;
import chorus.wire.PeerMessage.FetchRecords;
import chorus.wire.PeerMessage.FetchedRecords;
import chorus.wire.PeerMessage.Forward;
import chorus.wire.PeerMessage.ForwardReply;
import chorus.wire.PeerMessage.Heartbeat;
import chorus.wire.PeerMessage.HeartbeatReply;
import chorus.wire.PeerMessage.LeaseAnswer;
import chorus.wire.PeerMessage.LeaseAsk;
import chorus.wire.PeerMessage.MemberEntry;
import chorus.wire.PeerMessage.Owed;
import chorus.wire.PeerMessage.Removed;
import chorus.wire.PeerMessage.Sighting;
import chorus.wire.PeerMessage.SnapshotAsk;
import chorus.wire.PeerMessage.SnapshotChunk;
import chorus.wire.PeerMessage.SnapshotOffer;
import chorus.wire.PeerMessage.SwitchoverAbort;
import chorus.wire.PeerMessage.SwitchoverAsk;
import chorus.wire.PeerMessage.SwitchoverRefused;
import chorus.wire.PeerMessage.Unblock;
import chorus.wire.PeerMessage.Withdraw;
import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Random messages of every kind, with replies of every kind.
final class Messages {
  private final SplittableRandom random;

  Messages(long seed) {
    this.random = new SplittableRandom(seed);
  }

  PeerMessage any() {
    return switch (random.nextInt(22)) {
      case 0 ->
          new Append(
              shard(),
              epoch(),
              node(),
              position(),
              lsn(),
              lsn(),
              new Owed(count(), lsn()),
              some(this::logRecord));
      case 1 ->
          new AppendReply(
              shard(),
              epoch(),
              of(AppendVerdict.values()),
              position(),
              lsn(),
              of(Wholeness.values()),
              count(),
              position(),
              lsn(),
              epoch());
      case 2 -> new FenceRequest(shard(), epoch());
      case 3 -> new FenceReport(shard(), epoch(), position(), of(Wholeness.values()), count());
      case 4 ->
          new Forward(
              shard(),
              epoch(),
              gateway(),
              count(),
              count(),
              some(() -> some(this::bytes)),
              of(AckLevel.values()));
      case 5 ->
          new ForwardReply(gateway(), count(), of(ForwardVerdict.values()), some(() -> reply(3)));
      case 6 ->
          new Heartbeat(
              count(), count(), count(), some(this::status), some(this::ask), some(this::sighting));
      case 7 -> new CutLinks(some(() -> new Links.Cut(node(), node())));
      case 8 -> new Withdraw(gateway(), count());
      case 9 -> new SwitchoverAsk(shard(), epoch(), node(), count(), count(), text());
      case 10 -> new SwitchoverRefused(count(), text());
      case 11 -> new SwitchoverAbort(shard(), epoch());
      case 12 -> new FetchRecords(shard(), some(this::position));
      case 13 -> new FetchedRecords(shard(), some(this::logRecord), lsn());
      case 14 ->
          new SnapshotOffer(shard(), epoch(), count(), position(), EpochTable.EMPTY, bytes());
      case 15 -> new SnapshotAsk(shard(), count(), bytes(), lsn());
      case 16 ->
          new SnapshotChunk(
              shard(),
              count(),
              bytes(),
              of(SnapshotChunk.Part.values()),
              bytes(),
              random.nextInt());
      case 17 -> new Removed(random.nextInt(1, 1000));
      case 18 -> new ArrivalAsk(count());
      case 19 ->
          new ArrivalAnswer(
              of(ArrivalVerdict.values()),
              count(),
              text(),
              random.nextInt(1, 1000),
              some(() ->
                  new MemberEntry(
                      node(), random.nextInt(1, 1000), Addresses.of(random.nextInt(1, 9)))));
      case 20 -> new Unblock(gateway(), count(), of(Unblocking.values()));
      default -> new HeartbeatReply(count(), count(), some(this::answer));
    };
  }

  /// A reply of any kind, nested at most so deep.
  Reply reply(int depth) {
    return switch (random.nextInt(depth > 0 ? 15 : 10)) {
      case 0 -> Reply.simple(text());
      case 1 -> Reply.error("ERR", text());
      case 2 -> Reply.integer(random.nextLong());
      case 3 -> Reply.bulk(bytes());
      case 4 -> new Reply.Null();
      case 5 -> new Reply.NullArray();
      case 6 -> new Reply.DoubleReply(Double.longBitsToDouble(random.nextLong()));
      case 7 -> new Reply.Bool(random.nextBoolean());
      case 8 -> new Reply.BigNumber(BigInteger.valueOf(random.nextLong()).pow(3));
      case 9 -> new Reply.Verbatim("txt", bytes());
      case 10 -> new Reply.Array(some(() -> reply(depth - 1)));
      case 11 -> new Reply.MapReply(some(() -> entry(depth - 1)));
      case 12 -> new Reply.SetReply(some(() -> reply(depth - 1)));
      case 13 -> new Reply.Push(some(() -> reply(depth - 1)));
      default -> new Reply.Pairs(some(() -> entry(depth - 1)));
    };
  }

  private Reply.Entry entry(int depth) {
    return new Reply.Entry(reply(depth), reply(depth));
  }

  private LogRecord logRecord() {
    Hlc hlc = new Hlc(random.nextLong());
    return new LogRecord(epoch(), lsn(), hlc, of(RecordKind.values()), bytes());
  }

  private ShardStatus status() {
    return new ShardStatus(
        shard(),
        of(ShardStatus.Standing.values()),
        epoch(),
        lsn(),
        count(),
        lsn(),
        lsn(),
        lsn(),
        lsn(),
        count(),
        count(),
        of(Wholeness.values()),
        lsn(),
        new Hash128(random.nextLong(), random.nextLong()),
        count(),
        some(() ->
            new ShardStatus.FollowerStatus(
                node(), of(ShardStatus.Feed.values()), lsn(), count(), count())));
  }

  private LeaseAsk ask() {
    return new LeaseAsk(shard(), epoch());
  }

  private Sighting sighting() {
    return new Sighting(shard(), epoch(), count());
  }

  private LeaseAnswer answer() {
    return new LeaseAnswer(shard(), epoch(), of(LeaseVerdict.values()), epoch());
  }

  private GatewayId gateway() {
    return new GatewayId(node(), count(), random.nextInt(100));
  }

  private ShardId shard() {
    return new ShardId(new DatabaseId(random.nextInt(1000)), random.nextInt(3));
  }

  private NodeId node() {
    return new NodeId("n" + random.nextInt(1, 200));
  }

  private Epoch epoch() {
    return new Epoch(count());
  }

  private Lsn lsn() {
    return new Lsn(count());
  }

  private LogPosition position() {
    return new LogPosition(epoch(), lsn());
  }

  /// Of every length as a varint.
  private long count() {
    return random.nextLong() >>> random.nextInt(1, 64);
  }

  private Bytes bytes() {
    byte[] content = new byte[random.nextInt(20)];
    random.nextBytes(content);
    return Bytes.wrap(content);
  }

  private String text() {
    return random.nextBoolean() ? "said " + random.nextInt() : "größer ✓ 🎼";
  }

  private <T> List<T> some(Supplier<T> each) {
    return Stream.generate(each).limit(random.nextInt(4)).toList();
  }

  private <T> T of(T[] values) {
    return values[random.nextInt(values.length)];
  }
}
