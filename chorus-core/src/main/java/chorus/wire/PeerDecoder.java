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
import chorus.time.Hlc;
import chorus.value.FieldReader;
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

/// Bytes back to a message. Mirror of [PeerEncoder].
public final class PeerDecoder {
  private PeerDecoder() {}

  /// Throws [Malformed] for anything that [PeerEncoder] does not write.
  public static PeerMessage decode(Bytes source) {
    return new FieldReader("message", source).whole(PeerDecoder::message);
  }

  private static PeerMessage message(FieldReader from) {
    return switch (from.u8()) {
      case PeerEncoder.APPEND ->
          new Append(
              shard(from),
              epoch(from),
              new NodeId(from.text()),
              position(from),
              lsn(from),
              lsn(from),
              new Owed(from.count(), lsn(from)),
              from.list(PeerDecoder::logRecord));
      case PeerEncoder.APPEND_REPLY ->
          new AppendReply(
              shard(from),
              epoch(from),
              from.oneOf(AppendVerdict.values()),
              position(from),
              lsn(from),
              from.oneOf(Wholeness.values()),
              from.count(),
              position(from),
              lsn(from),
              epoch(from));
      case PeerEncoder.FENCE_REQUEST -> new FenceRequest(shard(from), epoch(from));
      case PeerEncoder.FENCE_REPORT ->
          new FenceReport(
              shard(from),
              epoch(from),
              position(from),
              from.oneOf(Wholeness.values()),
              from.varint());
      case PeerEncoder.FORWARD ->
          new Forward(
              shard(from),
              epoch(from),
              gateway(from),
              from.varint(),
              from.varint(),
              from.list(command -> command.list(FieldReader::sized)),
              from.oneOf(AckLevel.values()));
      case PeerEncoder.FORWARD_REPLY ->
          new ForwardReply(
              gateway(from),
              from.varint(),
              from.oneOf(ForwardVerdict.values()),
              from.list(ReplyCodec::read));
      case PeerEncoder.WITHDRAW -> new Withdraw(gateway(from), from.varint());
      case PeerEncoder.UNBLOCK ->
          new Unblock(gateway(from), from.varint(), from.oneOf(Unblocking.values()));
      case PeerEncoder.REMOVED -> new Removed(from.number());
      case PeerEncoder.ARRIVAL_ASK -> new ArrivalAsk(from.varint() - 1);
      case PeerEncoder.ARRIVAL_ANSWER ->
          new ArrivalAnswer(
              from.oneOf(ArrivalVerdict.values()),
              from.varint() - 1,
              from.text(),
              from.number(),
              from.list(PeerDecoder::member));
      case PeerEncoder.SWITCHOVER_ASK ->
          new SwitchoverAsk(
              shard(from),
              epoch(from),
              new NodeId(from.text()),
              from.varint(),
              from.varint(),
              from.text());
      case PeerEncoder.SWITCHOVER_REFUSED -> new SwitchoverRefused(from.varint(), from.text());
      case PeerEncoder.SWITCHOVER_ABORT -> new SwitchoverAbort(shard(from), epoch(from));
      case PeerEncoder.FETCH_RECORDS ->
          new FetchRecords(shard(from), from.list(PeerDecoder::position));
      case PeerEncoder.FETCHED_RECORDS ->
          new FetchedRecords(shard(from), from.list(PeerDecoder::logRecord), lsn(from));
      case PeerEncoder.SNAPSHOT_OFFER ->
          new SnapshotOffer(
              shard(from),
              epoch(from),
              from.count(),
              position(from),
              EpochTable.read(from),
              from.sized());
      case PeerEncoder.SNAPSHOT_ASK ->
          new SnapshotAsk(shard(from), from.count(), from.sized(), lsn(from));
      case PeerEncoder.SNAPSHOT_CHUNK ->
          new SnapshotChunk(
              shard(from),
              from.count(),
              from.sized(),
              from.oneOf(SnapshotChunk.Part.values()),
              from.sized(),
              checksum(from));
      case PeerEncoder.HEARTBEAT ->
          new Heartbeat(
              from.varint(),
              from.varint(),
              from.varint(),
              from.list(PeerDecoder::status),
              from.list(ask -> new LeaseAsk(shard(ask), epoch(ask))),
              from.list(each -> new Sighting(shard(each), epoch(each), each.count())));
      case PeerEncoder.HEARTBEAT_REPLY ->
          new HeartbeatReply(from.varint(), from.varint(), from.list(PeerDecoder::answer));
      case PeerEncoder.CUT_LINKS ->
          new CutLinks(
              from.list(each -> new Links.Cut(new NodeId(each.text()), new NodeId(each.text()))));
      default -> throw from.malformed("no such kind of message");
    };
  }

  private static LogRecord logRecord(FieldReader from) {
    LogPosition position = position(from);
    Hlc hlc = new Hlc(from.varint());
    int kind = from.u8();
    if (!RecordKind.isKnown(kind)) {
      throw from.malformed("no such kind of record");
    }
    return new LogRecord(position.epoch(), position.lsn(), hlc, RecordKind.of(kind), from.sized());
  }

  private static MemberEntry member(FieldReader from) {
    return new MemberEntry(new NodeId(from.text()), from.number(), AddressCodec.read(from));
  }

  private static LeaseAnswer answer(FieldReader from) {
    return new LeaseAnswer(
        shard(from), epoch(from), from.oneOf(LeaseVerdict.values()), epoch(from));
  }

  private static ShardStatus status(FieldReader from) {
    return new ShardStatus(
        shard(from),
        from.oneOf(ShardStatus.Standing.values()),
        epoch(from),
        lsn(from),
        from.count(),
        lsn(from),
        lsn(from),
        lsn(from),
        lsn(from),
        from.count(),
        from.count(),
        from.oneOf(Wholeness.values()),
        lsn(from),
        from.hash(),
        from.count(),
        from.list(each ->
            new ShardStatus.FollowerStatus(
                new NodeId(each.text()),
                each.oneOf(ShardStatus.Feed.values()),
                lsn(each),
                each.varint(),
                each.count())));
  }

  private static int checksum(FieldReader from) {
    long checksum = from.varint();
    if (checksum >>> Integer.SIZE != 0) {
      throw from.malformed("a checksum that is too long");
    }
    return (int) checksum;
  }

  private static ShardId shard(FieldReader from) {
    return new ShardId(new DatabaseId(from.number()), from.number());
  }

  private static Epoch epoch(FieldReader from) {
    return new Epoch(from.varint());
  }

  private static Lsn lsn(FieldReader from) {
    return new Lsn(from.varint());
  }

  private static LogPosition position(FieldReader from) {
    return new LogPosition(epoch(from), lsn(from));
  }

  private static GatewayId gateway(FieldReader from) {
    return new GatewayId(new NodeId(from.text()), from.varint(), from.number());
  }
}
