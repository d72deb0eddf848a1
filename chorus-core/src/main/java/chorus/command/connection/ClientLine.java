package chorus.command.connection;

import chorus.command.ConnectionInfo;
import chorus.command.Eviction;
import chorus.command.ReadLevel;
import chorus.command.Redirection;
import chorus.resp.Bytes;
import chorus.resp.Protocol;
import chorus.resp.Reply;
import java.util.List;

/// One connection as a line of CLIENT LIST. Fields that have no meaning here hold Redis' value for
/// "none".
final class ClientLine {
  private ClientLine() {}

  static String of(ConnectionInfo client) {
    return ("id=%d addr=%s laddr=%s fd=-1 name=%s age=%d idle=%d flags=%s db=%d sub=0 psub=0 ssub=0"
            + " multi=%d qbuf=%d qbuf-free=0 argv-mem=%d multi-mem=%d rbs=0 rbp=0 obl=0 oll=0 omem=%d"
            + " tot-mem=%d events=r cmd=%s user=default redir=-1 resp=%d capa=%s"
            + " lib-name=%s lib-ver=%s\n")
        .formatted(
            client.id(),
            client.address(),
            client.localAddress(),
            client.name().utf8(),
            client.ageSeconds(),
            client.idleSeconds(),
            flags(client),
            client.database(),
            client.doing().queued(),
            client.queryBufferBytes(),
            client.doing().argumentBytes(),
            client.doing().queuedBytes(),
            client.outputBufferBytes(),
            bytes(client),
            client.lastCommand().isEmpty() ? "NULL" : client.lastCommand(),
            client.protocol() == Protocol.RESP3 ? 3 : 2,
            client.redirection() == Redirection.WANTED ? "r" : "",
            client.libraryName().utf8(),
            client.libraryVersion().utf8());
  }

  /// In the order of Redis.
  private static String flags(ConnectionInfo client) {
    String flags =
        (client.doing().queued() == ConnectionInfo.Doing.NOTHING ? "" : "x")
            + (client.doing().waits() == ConnectionInfo.Waits.YES ? "b" : "")
            + (client.readLevel() == ReadLevel.STRONG ? "" : "r")
            + (client.doing().eviction() == Eviction.NEVER ? "e" : "");
    return flags.isEmpty() ? "N" : flags;
  }

  private static long bytes(ConnectionInfo client) {
    return client.queryBufferBytes()
        + client.outputBufferBytes()
        + client.doing().argumentBytes()
        + client.doing().queuedBytes();
  }

  /// The lines of several connections as the reply.
  static Reply reply(List<ConnectionInfo> clients) {
    var text = new StringBuilder();
    for (ConnectionInfo client : clients) {
      text.append(of(client));
    }
    return new Reply.Verbatim("txt", Bytes.utf8(text.toString()));
  }
}
