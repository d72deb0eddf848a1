package chorus.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import chorus.testing.Garbage;
import chorus.testing.Golden;
import chorus.time.Hlc;
import chorus.value.FieldReader;
import chorus.value.FieldWriter;
import chorus.value.Hash128;
import chorus.value.Malformed;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

/// Format 1 of what nodes say to each other. A change of a golden file is a change of format: nodes
/// of the version before must still understand.
final class WireFormatTest {
  private static final ShardId SHARD = new ShardId(new DatabaseId(300), 2);
  private static final NodeId N1 = new NodeId("n1");
  private static final GatewayId GATEWAY = new GatewayId(N1, 5, 3);

  private static final List<PeerMessage> MESSAGES =
      List.of(
          new Append(
              SHARD,
              new Epoch(7),
              N1,
              position(6, 0x1000),
              new Lsn(0xfff),
              new Lsn(0xff0),
              new Owed(2, new Lsn(0xffd)),
              List.of(
                  logRecord(0x1001, RecordKind.EPOCH_START, Bytes.EMPTY),
                  logRecord(0x1002, RecordKind.ROWS, Bytes.utf8("rows")),
                  logRecord(0x1003, RecordKind.BEAT, Bytes.EMPTY))),
          new AppendReply(
              SHARD,
              new Epoch(7),
              AppendVerdict.MISMATCH,
              position(5, 0x0f00),
              new Lsn(0x0eff),
              Wholeness.NOT_WHOLE,
              3,
              position(4, 0x0e00),
              new Lsn(0x0efe),
              new Epoch(8)),
          new FenceRequest(SHARD, new Epoch(7)),
          new FenceReport(SHARD, new Epoch(7), position(6, 0x1000), Wholeness.NOT_WHOLE, 4),
          new Forward(
              SHARD,
              new Epoch(7),
              GATEWAY,
              0x200,
              0x1ff,
              List.of(
                  List.of(Bytes.utf8("SET"), Bytes.utf8("k"), Bytes.EMPTY),
                  List.of(Bytes.utf8("GET"), Bytes.utf8("k"))),
              AckLevel.ALL),
          new ForwardReply(
              GATEWAY, 0x200, ForwardVerdict.ANSWERED, List.of(Reply.OK, new Reply.Null())),
          new Heartbeat(
              5,
              0x300,
              0x19_0000_0000L,
              List.of(
                  new ShardStatus(
                      SHARD,
                      ShardStatus.Standing.LEASELESS,
                      new Epoch(7),
                      new Lsn(0x0300),
                      0x4000,
                      new Lsn(0x1003),
                      new Lsn(0x1002),
                      new Lsn(0x1001),
                      new Lsn(0x1000),
                      0x1234,
                      0x0234,
                      Wholeness.NOT_WHOLE,
                      new Lsn(0x0800),
                      new Hash128(0x0102030405060708L, 0x090a0b0c0d0e0f10L),
                      0x21,
                      List.of(
                          new ShardStatus.FollowerStatus(
                              N1,
                              ShardStatus.Feed.UNREACHABLE,
                              new Lsn(0x0700),
                              0x12345,
                              0x6789)))),
              List.of(new LeaseAsk(SHARD, new Epoch(7))),
              List.of(new Sighting(SHARD, new Epoch(6), 0x345))),
          new HeartbeatReply(
              0x300,
              0x19_0000_0001L,
              List.of(new LeaseAnswer(SHARD, new Epoch(7), LeaseVerdict.SUPERSEDED, new Epoch(8)))),
          new CutLinks(List.of(new Links.Cut(N1, new NodeId("n22")))),
          new Withdraw(GATEWAY, 0x200),
          new Unblock(GATEWAY, 0x202, Unblocking.ERROR),
          new SwitchoverAsk(SHARD, new Epoch(7), N1, 10_000, 0x201, "asked for at n1"),
          new SwitchoverRefused(0x201, "n1 is behind"),
          new SwitchoverAbort(SHARD, new Epoch(7)),
          new SnapshotOffer(
              SHARD,
              new Epoch(7),
              0x202,
              position(6, 0x1000),
              EpochTable.EMPTY.with(new Epoch(2), new Lsn(1)).with(new Epoch(6), new Lsn(0x900)),
              Bytes.utf8("state")),
          new SnapshotAsk(SHARD, 0x202, Bytes.utf8("row"), new Lsn(0x0300)),
          new SnapshotChunk(
              SHARD,
              0x202,
              Bytes.utf8("row"),
              SnapshotChunk.Part.LAST,
              Bytes.utf8("rows"),
              0xf1e2d3c4),
          new FetchRecords(SHARD, List.of(position(6, 0x1000), position(7, 0x1001))),
          new FetchedRecords(
              SHARD,
              List.of(logRecord(0x1002, RecordKind.ROWS, Bytes.utf8("rows"))),
              new Lsn(0x204)),
          new Removed(5),
          new ArrivalAsk(0x203),
          new ArrivalAnswer(
              ArrivalVerdict.ANEW,
              ArrivalAsk.NONE,
              "why",
              2,
              List.of(new MemberEntry(N1, 3, Addresses.of(1)))));

  private static final List<Reply> REPLIES =
      List.of(
          Reply.simple("OK"),
          Reply.error("ERR", "größer"),
          new Reply.Int(-2),
          Reply.bulk("bulk"),
          new Reply.Null(),
          new Reply.NullArray(),
          Reply.array(new Reply.Int(1), Reply.array()),
          Reply.map(Reply.entry("k", Reply.bulk("v"))),
          new Reply.SetReply(List.of(Reply.bulk("m"))),
          new Reply.DoubleReply(1.5),
          new Reply.Bool(true),
          new Reply.BigNumber(new BigInteger("-123456789012345678901234567890")),
          new Reply.Verbatim("txt", Bytes.utf8("text")),
          new Reply.Push(List.of(Reply.simple("message"))),
          new Reply.Pairs(
              List.of(
                  Reply.entry("k", Reply.bulk("v")), Reply.entry("k", new Reply.DoubleReply(2)))));

  @Test
  void everyKindOfMessageIsWrittenAsTheGoldenFileSays() {
    SequencedMap<String, Bytes> encoded = new LinkedHashMap<>();
    MESSAGES.forEach(
        each -> encoded.put(each.getClass().getSimpleName(), PeerEncoder.encode(each)));
    assertThat(encoded.keySet())
        .containsExactlyInAnyOrderElementsOf(Golden.kindsOf(PeerMessage.class));
    assertThat(Golden.lines(encoded)).isEqualTo(Golden.text("wire-messages"));
  }

  @Test
  void theGoldenMessagesAreRead() {
    assertThat(Golden.entries("wire-messages").values().stream().map(PeerDecoder::decode))
        .containsExactlyElementsOf(MESSAGES);
  }

  @Test
  void everyKindOfReplyIsWrittenAsTheGoldenFileSays() {
    SequencedMap<String, Bytes> encoded = new LinkedHashMap<>();
    REPLIES.forEach(each -> encoded.put(each.getClass().getSimpleName(), bytes(each)));
    assertThat(encoded.keySet()).containsExactlyInAnyOrderElementsOf(Golden.kindsOf(Reply.class));
    assertThat(Golden.lines(encoded)).isEqualTo(Golden.text("wire-replies"));
  }

  @Test
  void theGoldenRepliesAreRead() {
    assertThat(Golden.entries("wire-replies").values().stream().map(WireFormatTest::reply))
        .containsExactlyElementsOf(REPLIES);
  }

  @Test
  void messagesSurviveTheirEncoding() {
    Messages messages = new Messages(1);
    for (int time = 0; time < 20_000; time++) {
      PeerMessage message = messages.any();
      assertThat(PeerDecoder.decode(PeerEncoder.encode(message))).isEqualTo(message);
    }
  }

  @Test
  void garbageIsNoMessage() {
    List<Bytes> valid = new ArrayList<>();
    MESSAGES.forEach(each -> valid.add(PeerEncoder.encode(each)));
    Messages messages = new Messages(2);
    for (int time = 0; time < 500; time++) {
      valid.add(PeerEncoder.encode(messages.any()));
    }
    Garbage.refused(valid, 100_000, input -> PeerEncoder.encode(PeerDecoder.decode(input)));
  }

  @Test
  void garbageIsNoReply() {
    Messages messages = new Messages(3);
    List<Bytes> valid = new ArrayList<>();
    REPLIES.forEach(each -> valid.add(bytes(each)));
    for (int time = 0; time < 500; time++) {
      valid.add(bytes(messages.reply(4)));
    }
    Garbage.refused(valid, 100_000, input -> bytes(reply(input)));
  }

  @Test
  void aReplyThatIsNestedTooDeepIsRefusedAndNotFollowed() {
    FieldWriter deep = new FieldWriter(200_000);
    for (int level = 0; level < 100_000; level++) {
      deep.u8(6).varint(1);
    }
    Bytes bytes = deep.u8(4).done();
    assertThatThrownBy(() -> reply(bytes)).isInstanceOf(Malformed.class);
  }

  private static Bytes bytes(Reply reply) {
    FieldWriter to = new FieldWriter(64);
    ReplyCodec.write(to, reply);
    return to.done();
  }

  private static Reply reply(Bytes bytes) {
    return new FieldReader("reply", bytes).whole(ReplyCodec::read);
  }

  private static LogRecord logRecord(long lsn, RecordKind kind, Bytes payload) {
    Hlc hlc = Hlc.of(0x0198_7654_3210L, 5);
    return new LogRecord(new Epoch(7), new Lsn(lsn), hlc, kind, payload);
  }

  private static LogPosition position(long epoch, long lsn) {
    return new LogPosition(new Epoch(epoch), new Lsn(lsn));
  }
}
