package chorus.command.connection;

import chorus.command.Args;
import chorus.command.CommandError;

/// The kinds of connections that CLIENT LIST and KILL tell apart. All are `normal` here: nodes talk
/// over ports of their own.
enum ClientKind {
  NORMAL,
  OTHER;

  static ClientKind of(Args args, int index) {
    if (args.is(index, "normal")) {
      return NORMAL;
    }
    if (args.is(index, "master")
        || args.is(index, "replica")
        || args.is(index, "slave")
        || args.is(index, "pubsub")) {
      return OTHER;
    }
    throw CommandError.err("Unknown client type '" + args.string(index) + "'");
  }
}
