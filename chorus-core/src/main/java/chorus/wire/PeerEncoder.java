package chorus.wire;

import chorus.base.LogPosition;
import chorus.base.ShardId;
import chorus.env.Links;
import chorus.log.LogRecord;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.value.FieldWriter;
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
import java.util.List;

/// A message as bytes: its kind, then its parts in the order of the record. Mirror of
/// [PeerDecoder].
public final class PeerEncoder {
  static final int APPEND = 1;
  static final int APPEND_REPLY = 2;
  static final int FENCE_REQUEST = 3;
  static final int FENCE_REPORT = 4;
  static final int FORWARD = 5;
  static final int FORWARD_REPLY = 6;
  static final int HEARTBEAT = 7;
  static final int HEARTBEAT_REPLY = 8;
  static final int CUT_LINKS = 9;
  static final int WITHDRAW = 10;
  static final int SWITCHOVER_ASK = 11;
  static final int SWITCHOVER_REFUSED = 12;
  static final int SWITCHOVER_ABORT = 13;
  static final int FETCH_RECORDS = 14;
  static final int FETCHED_RECORDS = 15;
  static final int SNAPSHOT_OFFER = 16;
  static final int SNAPSHOT_ASK = 17;
  static final int SNAPSHOT_CHUNK = 18;
  static final int UNBLOCK = 19;
  static final int REMOVED = 20;
  static final int ARRIVAL_ASK = 21;
  static final int ARRIVAL_ANSWER = 22;

  private static final int USUAL_BYTES = 256;

  /// Of a record without its payload: four varints, the kind and the payload's length.
  private static final int MOST_RECORD_HEAD_BYTES = 48;

  private PeerEncoder() {}

  public static Bytes encode(PeerMessage message) {
    FieldWriter to = new FieldWriter(USUAL_BYTES);
    switch (message) {
      case Append append -> append(to, append);
      case AppendReply reply -> appendReply(to, reply);
      case FenceRequest request -> {
        shard(to.u8(FENCE_REQUEST), request.shard());
        to.varint(request.epoch().number());
      }
      case FenceReport report -> {
        shard(to.u8(FENCE_REPORT), report.shard());
        position(to.varint(report.epoch().number()), report.last());
        to.choice(report.wholeness()).varint(report.boot());
      }
      case Forward forward -> forward(to, forward);
      case ForwardReply reply -> {
        gateway(to.u8(FORWARD_REPLY), reply.gateway());
        to.varint(reply.id()).choice(reply.verdict()).varint(reply.replies().size());
        for (Reply each : reply.replies()) {
          ReplyCodec.write(to, each);
        }
      }
      case Withdraw withdraw -> {
        gateway(to.u8(WITHDRAW), withdraw.gateway());
        to.varint(withdraw.id());
      }
      case Unblock unblock -> {
        gateway(to.u8(UNBLOCK), unblock.gateway());
        to.varint(unblock.id()).choice(unblock.how());
      }
      case SwitchoverAsk ask -> {
        shard(to.u8(SWITCHOVER_ASK), ask.shard());
        to.varint(ask.epoch().number()).text(ask.successor().name());
        to.varint(ask.patienceMillis()).varint(ask.number()).text(ask.why());
      }
      case Removed removed -> to.u8(REMOVED).varint(removed.incarnation());
      case ArrivalAsk ask -> to.u8(ARRIVAL_ASK).varint(ask.outlived() + 1);
      case ArrivalAnswer answer -> arrivalAnswer(to, answer);
      case SwitchoverRefused refused ->
          to.u8(SWITCHOVER_REFUSED).varint(refused.number()).text(refused.why());
      case SwitchoverAbort abort -> {
        shard(to.u8(SWITCHOVER_ABORT), abort.shard());
        to.varint(abort.epoch().number());
      }
      case FetchRecords fetch -> {
        shard(to.u8(FETCH_RECORDS), fetch.shard());
        to.varint(fetch.wanted().size());
        fetch.wanted().forEach(each -> position(to, each));
      }
      case FetchedRecords fetched -> {
        shard(to.u8(FETCHED_RECORDS), fetched.shard());
        records(to, fetched.records());
        to.varint(fetched.inRows().number());
      }
      case SnapshotOffer offer -> {
        shard(to.u8(SNAPSHOT_OFFER), offer.shard());
        position(to.varint(offer.epoch().number()).varint(offer.number()), offer.at());
        offer.history().write(to).sized(offer.state());
      }
      case SnapshotAsk ask -> {
        shard(to.u8(SNAPSHOT_ASK), ask.shard());
        to.varint(ask.number()).sized(ask.after());
        to.varint(ask.least().number());
      }
      case SnapshotChunk chunk -> {
        shard(to.u8(SNAPSHOT_CHUNK), chunk.shard());
        to.varint(chunk.number()).sized(chunk.after());
        to.choice(chunk.part()).sized(chunk.rows());
        to.varint(Integer.toUnsignedLong(chunk.checksum()));
      }
      case Heartbeat heartbeat -> heartbeat(to, heartbeat);
      case HeartbeatReply reply -> heartbeatReply(to, reply);
      case CutLinks links -> {
        to.u8(CUT_LINKS).varint(links.cuts().size());
        for (Links.Cut each : links.cuts()) {
          to.text(each.from().name()).text(each.to().name());
        }
      }
    }
    return to.done();
  }

  private static void append(FieldWriter to, Append append) {
    shard(to.u8(APPEND), append.shard());
    to.varint(append.epoch().number()).text(append.leader().name());
    position(to, append.previous());
    to.varint(append.commit().number()).varint(append.settled().number());
    to.varint(append.owed().incarnation()).varint(append.owed().lsn().number());
    records(to, append.records());
  }

  private static void records(FieldWriter to, List<LogRecord> records) {
    int bytes = 0;
    for (LogRecord each : records) {
      bytes += MOST_RECORD_HEAD_BYTES + each.payload().length();
    }
    to.expect(bytes).varint(records.size());
    for (LogRecord each : records) {
      position(to, each.position());
      to.varint(each.hlc().packed()).u8(each.kind().code()).sized(each.payload());
    }
  }

  private static void appendReply(FieldWriter to, AppendReply reply) {
    shard(to.u8(APPEND_REPLY), reply.shard());
    to.varint(reply.epoch().number()).choice(reply.verdict());
    position(to, reply.at());
    to.varint(reply.durable().number()).choice(reply.wholeness()).varint(reply.incarnation());
    position(to, reply.base());
    to.varint(reply.applied().number());
    to.varint(reply.promised().number());
  }

  private static void forward(FieldWriter to, Forward forward) {
    shard(to.u8(FORWARD), forward.shard());
    gateway(to.varint(forward.epoch().number()), forward.gateway());
    to.varint(forward.id()).varint(forward.lowestOpen()).varint(forward.commands().size());
    for (List<Bytes> command : forward.commands()) {
      to.varint(command.size());
      for (Bytes word : command) {
        to.sized(word);
      }
    }
    to.choice(forward.ackLevel());
  }

  private static void heartbeat(FieldWriter to, Heartbeat heartbeat) {
    to.u8(HEARTBEAT).varint(heartbeat.boot()).varint(heartbeat.round());
    to.varint(heartbeat.wallMillis());
    to.varint(heartbeat.shards().size());
    for (ShardStatus each : heartbeat.shards()) {
      status(to, each);
    }
    to.varint(heartbeat.asks().size());
    for (LeaseAsk each : heartbeat.asks()) {
      shard(to, each.shard());
      to.varint(each.epoch().number());
    }
    to.varint(heartbeat.sightings().size());
    for (Sighting each : heartbeat.sightings()) {
      shard(to, each.shard());
      to.varint(each.epoch().number()).varint(each.agoMillis());
    }
  }

  private static void arrivalAnswer(FieldWriter to, ArrivalAnswer answer) {
    to.u8(ARRIVAL_ANSWER).choice(answer.verdict()).varint(answer.boot() + 1).text(answer.why());
    to.varint(answer.incarnation()).varint(answer.members().size());
    for (MemberEntry each : answer.members()) {
      AddressCodec.write(to.text(each.node().name()).varint(each.incarnation()), each.address());
    }
  }

  private static void heartbeatReply(FieldWriter to, HeartbeatReply reply) {
    to.u8(HEARTBEAT_REPLY).varint(reply.round()).varint(reply.wallMillis());
    to.varint(reply.answers().size());
    for (LeaseAnswer each : reply.answers()) {
      shard(to, each.shard());
      to.varint(each.epoch().number()).choice(each.verdict()).varint(each.promised().number());
    }
  }

  private static void status(FieldWriter to, ShardStatus status) {
    shard(to, status.shard());
    to.choice(status.standing()).varint(status.epoch().number());
    to.varint(status.base().number()).varint(status.logBytes());
    to.varint(status.last().number()).varint(status.durable().number());
    to.varint(status.commit().number()).varint(status.applied().number());
    to.varint(status.keys()).varint(status.expiring());
    to.choice(status.wholeness()).varint(status.beat().number()).hash(status.beatHash());
    to.varint(status.diverged());
    to.varint(status.followers().size());
    for (ShardStatus.FollowerStatus each : status.followers()) {
      to.text(each.node().name()).choice(each.feed());
      to.varint(each.match().number()).varint(each.lagBytes()).varint(each.copiedBytes());
    }
  }

  private static void shard(FieldWriter to, ShardId shard) {
    to.varint(shard.database().number()).varint(shard.shard());
  }

  private static void position(FieldWriter to, LogPosition position) {
    to.varint(position.epoch().number()).varint(position.lsn().number());
  }

  private static void gateway(FieldWriter to, GatewayId gateway) {
    to.text(gateway.node().name()).varint(gateway.boot()).varint(gateway.number());
  }
}
