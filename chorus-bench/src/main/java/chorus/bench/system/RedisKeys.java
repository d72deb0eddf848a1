package chorus.bench.system;

import chorus.client.Connection;
import chorus.client.ConnectionException;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Looks keys up in a server that speaks the Redis protocol.
final class RedisKeys {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Bytes EXISTS = Bytes.utf8("EXISTS");

  private RedisKeys() {}

  /// Those of `keys` that `server` does not hold.
  static Set<String> absent(Collection<String> keys, InetSocketAddress server) throws IOException {
    List<String> all = List.copyOf(keys);
    Set<String> absent = new LinkedHashSet<>();
    try (Connection connection =
        Connection.open(server.getHostString(), server.getPort(), TIMEOUT)) {
      List<Reply> replies =
          connection.pipeline(all.stream().map(key -> List.of(EXISTS, Bytes.utf8(key))).toList());
      for (int i = 0; i < all.size(); i++) {
        switch (replies.get(i)) {
          case Reply.Int(long found) when found == 1 -> {}
          case Reply.Int(long _) -> absent.add(all.get(i));
          case Reply other -> throw new IOException("%s answers %s".formatted(server, other));
        }
      }
    } catch (ConnectionException lost) {
      throw new IOException("%s cannot be read".formatted(server), lost);
    }
    return absent;
  }
}
