package chorus.node;

import chorus.command.CommandSpec;
import chorus.command.CommandTable;
import chorus.command.Handler;
import chorus.command.KeySlot;
import chorus.command.Lookup;
import chorus.command.ReadLevel;
import chorus.command.Redirection;
import chorus.definition.OnFollower;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import java.util.List;
import java.util.Optional;

/// Decides which way commands on one database go from this node, or what they are answered here
/// (F10): a value, for one connection at one moment.
///
/// `setting` is the database's, `redirection` and `level` are the connection's; one that wants
/// redirects gets them, whatever the setting. `leader` says who leads.
record Ways(
    OnFollower setting,
    Redirection redirection,
    ReadLevel level,
    Leader leader,
    CommandTable commands) {
  private static final String READONLY = "You can't write against a read only replica.";
  private static final int ONCE_COMMAND = 4;
  private static final Decision FORWARD = new Decision.Go(Way.FORWARD);
  private static final Decision REDIRECT = new Decision.Go(Way.REDIRECT);
  private static final Decision GIVE_BACK = new Decision.Go(Way.GIVE_BACK);
  private static final Decision HERE = new Decision.Go(Way.HERE);

  /// Who leads the database, as far as this node knows.
  sealed interface Leader {
    /// This node.
    record Here() implements Leader {}

    /// Another node that can be reached, and where clients find it.
    record There(Optional<String> address) implements Leader {}

    /// Nobody, or nobody that answers.
    record Unknown() implements Leader {}
  }

  /// What is decided: a way, or a reply.
  sealed interface Decision {
    record Go(Way way) implements Decision {}

    record Answer(Reply reply) implements Decision {}
  }

  /// Of a command on rows.
  Decision of(Lookup.Found found) {
    CommandSpec spec = found.spec();
    boolean reads = !spec.isWrite() && !spec.isBlocking();
    boolean mayBeOld = reads && found.level().orElse(level) == ReadLevel.EVENTUAL;
    if (mayBeOld) {
      return HERE;
    }
    if (redirection == Redirection.WANTED) {
      return REDIRECT;
    }
    return switch (setting) {
      case FORWARD -> FORWARD;
      case READONLY -> readOnly(found, reads);
      case MOVED -> moved(keys(spec, found.args().words()));
    };
  }

  private Decision readOnly(Lookup.Found found, boolean reads) {
    if (leader instanceof Leader.Here) {
      return GIVE_BACK;
    }
    if (found.spec().isWrite()) {
      return leader instanceof Leader.There
          ? new Decision.Answer(Reply.error("READONLY", READONLY))
          : GIVE_BACK;
    }
    return reads && found.level().isEmpty() ? HERE : FORWARD;
  }

  private Decision moved(List<Bytes> keys) {
    if (keys.isEmpty()) {
      return FORWARD;
    }
    return leader instanceof Leader.There(Optional<String> address) && address.isPresent()
        ? new Decision.Answer(
            Reply.error("MOVED", KeySlot.of(keys.getFirst()) + " " + address.get()))
        : leader instanceof Leader.There ? FORWARD : GIVE_BACK;
  }

  /// The keys of a command, and of the one that CHORUS ONCE runs.
  private List<Bytes> keys(CommandSpec spec, List<Bytes> words) {
    return spec.isOnce()
            && words.size() > ONCE_COMMAND
            && commands.find(words.subList(ONCE_COMMAND, words.size()))
                instanceof Lookup.Found inner
        ? inner.spec().keys(inner.args().words())
        : spec.keys(words);
  }

  /// Of WATCH: what it is told must come from the leader.
  Decision ofWatch(List<Bytes> keys) {
    if (redirection == Redirection.WANTED) {
      return REDIRECT;
    }
    return setting == OnFollower.MOVED && level == ReadLevel.STRONG ? moved(keys) : FORWARD;
  }

  /// Of EXEC, for what was queued: it goes to a leader even if it only reads.
  Decision ofTransaction(List<Lookup.Found> queue) {
    if (redirection == Redirection.WANTED) {
      return REDIRECT;
    }
    Way way = Way.FORWARD;
    for (Lookup.Found each : queue) {
      if (each.handler() instanceof Handler.Data) {
        switch (of(each)) {
          case Decision.Answer(Reply reply) -> {
            return new Decision.Answer(aborted(reply));
          }
          case Decision.Go(Way other) -> way = other == Way.GIVE_BACK ? other : way;
        }
      }
    }
    return new Decision.Go(way);
  }

  /// Redis' words: a redirect stays one, so that the client follows it.
  private static Reply aborted(Reply reply) {
    return reply instanceof Reply.Error error && error.prefix().equals("READONLY")
        ? Reply.error("EXECABORT", "Transaction discarded because of: READONLY " + READONLY)
        : reply;
  }

  /// Of a command that runs in every database: whether this one refuses it.
  boolean refusesAll() {
    return redirection == Redirection.NONE
        && setting == OnFollower.READONLY
        && leader instanceof Leader.There;
  }

  /// What that answers.
  static Reply refusal() {
    return Reply.error("READONLY", READONLY);
  }
}
