package chorus.command.connection;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.ConnectionInfo;
import chorus.command.SessionCommand;
import chorus.command.SessionContext;
import chorus.resp.Reply;
import java.util.function.Predicate;

/// CLIENT KILL addr, and CLIENT KILL with filters that all must hold: ID, TYPE, USER, ADDR, LADDR,
/// SKIPME.
final class ClientKill implements SessionCommand {
  private static final int OLD_FORM_WORDS = 3;

  @Override
  public Reply run(SessionContext context, Args args) {
    if (args.size() == OLD_FORM_WORDS) {
      String address = args.string(2);
      return kill(context, client -> client.address().equals(address)) == 0
          ? CommandError.err("No such client").reply()
          : Reply.OK;
    }
    return Reply.integer(kill(context, filter(args, context.self().id())));
  }

  private static int kill(SessionContext context, Predicate<ConnectionInfo> victims) {
    int killed = 0;
    for (ConnectionInfo client : context.connections()) {
      if (victims.test(client)) {
        context.kill(client.id());
        killed++;
      }
    }
    return killed;
  }

  private static Predicate<ConnectionInfo> filter(Args args, long own) {
    Predicate<ConnectionInfo> all = _ -> true;
    Predicate<ConnectionInfo> others = client -> client.id() != own;
    for (int i = 2; i < args.size(); i += 2) {
      if (i + 1 == args.size()) {
        throw CommandError.syntax();
      }
      if (args.is(i, "skipme")) {
        others = skipMe(args, i + 1) ? client -> client.id() != own : _ -> true;
      } else {
        all = all.and(condition(args, i));
      }
    }
    return all.and(others);
  }

  private static Predicate<ConnectionInfo> condition(Args args, int index) {
    String value = args.string(index + 1);
    if (args.is(index, "id")) {
      long id =
          args.longBetween(
              index + 1,
              1,
              Long.MAX_VALUE,
              () -> CommandError.err("client-id should be greater than 0"));
      return client -> client.id() == id;
    }
    if (args.is(index, "type")) {
      ClientKind kind = ClientKind.of(args, index + 1);
      return _ -> kind == ClientKind.NORMAL;
    }
    if (args.is(index, "addr")) {
      return client -> client.address().equals(value);
    }
    if (args.is(index, "laddr")) {
      return client -> client.localAddress().equals(value);
    }
    if (args.is(index, "user")) {
      if (!value.equals("default")) {
        throw CommandError.err("No such user '" + value + "'");
      }
      return _ -> true;
    }
    throw CommandError.syntax();
  }

  private static boolean skipMe(Args args, int index) {
    if (args.is(index, "yes")) {
      return true;
    }
    if (args.is(index, "no")) {
      return false;
    }
    throw CommandError.syntax();
  }
}
