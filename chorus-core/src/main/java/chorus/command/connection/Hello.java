package chorus.command.connection;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.RedisVersion;
import chorus.command.SessionCommand;
import chorus.command.SessionContext;
import chorus.resp.Bytes;
import chorus.resp.Protocol;
import chorus.resp.Reply;
import java.util.Optional;

/// `HELLO [version [AUTH user password] [SETNAME name]]`. Nothing changes unless all of it is good.
///
/// There are no passwords yet: any AUTH is answered as Redis answers AUTH where none is configured.
final class Hello implements SessionCommand {
  private static final String NO_PASSWORD =
      "AUTH <password> called without any password configured for the default user. Are you sure"
          + " your configuration is correct?";

  private record Options(Protocol protocol, Optional<Bytes> name) {}

  @Override
  public Reply run(SessionContext context, Args args) {
    Options options = options(context, args);
    options.name().ifPresent(context::setName);
    context.setProtocol(options.protocol());
    return Reply.map(
        Reply.entry("server", Reply.bulk("redis")),
        Reply.entry("version", Reply.bulk(RedisVersion.TEXT)),
        Reply.entry("proto", Reply.integer(options.protocol() == Protocol.RESP3 ? 3 : 2)),
        Reply.entry("id", Reply.integer(context.self().id())),
        Reply.entry("mode", Reply.bulk("standalone")),
        Reply.entry("role", Reply.bulk(context.leading() ? "master" : "replica")),
        Reply.entry("modules", Reply.EMPTY_ARRAY));
  }

  private static Options options(SessionContext context, Args args) {
    Protocol protocol = args.size() == 1 ? context.self().protocol() : version(args);
    Optional<Bytes> name = Optional.empty();
    for (int i = 2; i < args.size(); i++) {
      int more = args.size() - 1 - i;
      if (args.is(i, "auth") && more >= 2) {
        throw args.string(i + 1).equals("default")
            ? CommandError.err(NO_PASSWORD)
            : CommandError.of("WRONGPASS", "invalid username-password pair or user is disabled.");
      } else if (args.is(i, "setname") && more >= 1) {
        name = Optional.of(ConnectionName.checked(args.bytes(++i)));
      } else {
        throw CommandError.err("Syntax error in HELLO option '" + args.string(i) + "'");
      }
    }
    return new Options(protocol, name);
  }

  private static Protocol version(Args args) {
    long version =
        args.longAt(
            1, () -> CommandError.err("Protocol version is not an integer or out of range"));
    if (version == 2) {
      return Protocol.RESP2;
    }
    if (version == 3) {
      return Protocol.RESP3;
    }
    throw CommandError.of("NOPROTO", "unsupported protocol version");
  }
}
