package chorus.sim.workload;

import chorus.base.NodeId;
import chorus.command.Redirection;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.sim.cluster.CoreStarter;
import chorus.sim.world.World;
import java.util.List;
import java.util.Optional;

/// Clients that ask to be redirected: in one seed of three, about half of them.
final class Redirects {
  /// How a client asks; the answer is OK.
  static final List<Bytes> WISH = Words.words("CLIENT", "CAPA", "redirect");

  private static final String PREFIX = "REDIRECT";

  private Redirects() {}

  /// What this client asks for.
  static Redirection drawn(World world, String client) {
    boolean asks =
        world.entropy().fork("redirects").nextInt(3) == 0
            && world.entropy().fork("redirects/" + client).nextBoolean();
    return asks ? Redirection.WANTED : Redirection.NONE;
  }

  /// Where the client is told to go.
  static Optional<NodeId> target(Reply reply) {
    return reply instanceof Reply.Error error && error.prefix().equals(PREFIX)
        ? Optional.of(CoreStarter.at(error.text().substring(PREFIX.length() + 1)))
        : Optional.empty();
  }
}
