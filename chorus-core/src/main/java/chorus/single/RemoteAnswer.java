package chorus.single;

import chorus.base.NodeId;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.wire.ForwardVerdict;
import chorus.wire.GatewayId;
import chorus.wire.PeerMessage.Forward;
import chorus.wire.PeerMessage.ForwardReply;
import java.util.List;

/// Tells the gateway on another node what became of the batch that it forwarded.
record RemoteAnswer(Shard shard, NodeId from, Forward forward) implements Batch.Answer {
  @Override
  public void replies(List<Reply> replies) {
    send(ForwardVerdict.ANSWERED, replies);
  }

  @Override
  public void unblocked(List<Reply> replies) {
    send(ForwardVerdict.UNBLOCKED, replies);
  }

  @Override
  public void notLeading() {
    send(ForwardVerdict.NOT_LEADING, List.of());
  }

  @Override
  public void waiting() {
    send(ForwardVerdict.WAITING, List.of());
  }

  @Override
  public boolean isFor(GatewayId gateway, long id) {
    return forward.gateway().equals(gateway) && forward.id() == id;
  }

  @Override
  public Origin origin() {
    return new Origin("", Bytes.utf8(forward.gateway().node().name()));
  }

  private void send(ForwardVerdict verdict, List<Reply> replies) {
    shard
        .env()
        .network()
        .send(from, new ForwardReply(forward.gateway(), forward.id(), verdict, replies));
  }
}
