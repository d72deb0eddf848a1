package chorus.command.connection;

import static chorus.command.CommandFlag.ADMIN;
import static chorus.command.CommandFlag.ALLOW_BUSY;
import static chorus.command.CommandFlag.FAST;
import static chorus.command.CommandFlag.LOADING;
import static chorus.command.CommandFlag.NOSCRIPT;
import static chorus.command.CommandFlag.NO_AUTH;
import static chorus.command.CommandFlag.STALE;

import chorus.command.Args;
import chorus.command.Category;
import chorus.command.CommandError;
import chorus.command.CommandFlag;
import chorus.command.CommandSpec;
import chorus.command.HelpLines;
import chorus.command.Row;
import java.util.List;

/// The rows of the table for the commands on the connection.
public final class ConnectionCommands {
  private ConnectionCommands() {}

  public static List<CommandSpec> rows() {
    return List.of(
        Row.of("client", -2)
            .group("connection", "2.4.0")
            .summary("Commands on client connections")
            .complexity("Depends on subcommand.")
            .subcommands(client())
            .contains(),
        row("echo", 2, "1.0.0", "message", LOADING, STALE, FAST)
            .summary("Answers what it was given")
            .answers(new Echo()),
        row(
                "hello",
                -1,
                "6.0.0",
                "[protover:integer [AUTH <username password>] [SETNAME clientname]]",
                NOSCRIPT,
                LOADING,
                STALE,
                FAST,
                NO_AUTH,
                ALLOW_BUSY)
            .summary("Chooses the protocol; who is at the other end")
            .note("There are no passwords yet: AUTH answers an error.")
            .answers(new Hello()),
        row("ping", -1, "1.0.0", "[message]", FAST)
            .summary("Answers PONG, or the message")
            .answers(new Ping()),
        row("quit", -1, "1.0.0", "", NOSCRIPT, LOADING, STALE, FAST, NO_AUTH, ALLOW_BUSY)
            .summary("Closes the connection")
            .answers(new Quit()),
        row("readonly", 1, "3.0.0", "", LOADING, STALE, FAST)
            .group("cluster", "3.0.0")
            .summary("Lets the connected node serve this connection's reads, which may be old")
            .note("Works without cluster mode; the same as CHORUS READ eventual.")
            .answers(new ReadOnly()),
        row("readwrite", 1, "3.0.0", "", LOADING, STALE, FAST)
            .group("cluster", "3.0.0")
            .summary("Ends READONLY")
            .note("Works without cluster mode; the same as CHORUS READ strong.")
            .answers(new ReadWrite()),
        row("reset", 1, "6.2.0", "", NOSCRIPT, LOADING, STALE, FAST, NO_AUTH, ALLOW_BUSY)
            .summary("Makes the connection as new")
            .answers(new Reset()),
        row("select", 2, "1.0.0", "index:integer", LOADING, STALE, FAST)
            .summary("Changes the database of this connection")
            .answers(new Select()));
  }

  private static List<CommandSpec> client() {
    return List.of(
        sub("capa", -3, "8.0.0", "capability...")
            .summary(
                "Says what the client understands: REDIRECT is the leader's address as an answer")
            .note("Valkey has it since 8.0, Redis has not. FLUSHALL is not redirected.")
            .answers(new ClientCapa()),
        sub("getname", 2, "2.6.9", "")
            .summary("The connection's name")
            .answers(new ClientGetName()),
        sub("getredir", 2, "6.0.0", "")
            .summary("The connection that hears of tracked keys: -1, nothing is tracked")
            .answers(new ClientGetRedir()),
        HelpLines.of("client", "5.0.0"),
        sub("id", 2, "5.0.0", "").summary("The connection's id").answers(new ClientId()),
        sub("info", 2, "6.2.0", "")
            .summary("This connection, as CLIENT LIST shows it")
            .answers(new ClientInfo()),
        sub(
                "kill",
                -3,
                "2.4.0",
                "<old-format | <[ID client-id:integer] [TYPE <NORMAL | MASTER | SLAVE | REPLICA |"
                    + " PUBSUB>] [USER username] [ADDR addr] [LADDR laddr] [SKIPME <YES | NO>]>>")
            .flags(ADMIN)
            .summary("Closes connections")
            .complexity("O(N) where N is the number of client connections")
            .answers(new ClientKill()),
        sub(
                "list",
                -2,
                "2.4.0",
                "[TYPE <NORMAL | MASTER | REPLICA | PUBSUB>] [ID <client-id:integer...>]")
            .flags(ADMIN)
            .summary("The connections of this node")
            .complexity("O(N) where N is the number of client connections")
            .answers(new ClientList()),
        sub("no-evict", 3, "7.0.0", "<ON | OFF>")
            .flags(ADMIN)
            .summary("Protects the connection from being closed for the memory it holds")
            .note("Kept and shown: no connection is ever closed for that.")
            .answers(new ClientNoEvict()),
        sub("pause", -3, "2.9.50", "timeout:integer [WRITE | ALL]")
            .flags(ADMIN)
            .summary("Has the commands of this node's connections wait for some time")
            .note(
                "Of one node: what other nodes forward is not held. CLIENT UNPAUSE is never held;"
                    + " Redis holds it under ALL.")
            .answers(new ClientPause()),
        sub("reply", 3, "3.2.0", "<ON | OFF | SKIP>")
            .summary("Whether commands are answered")
            .note("In a transaction it begins after the answer of EXEC.")
            .answers(new ClientReply()),
        sub("setinfo", 4, "7.2.0", "<LIB-NAME libname | LIB-VER libver>")
            .summary("Notes the client library's name or version")
            .note("Redis has it since 7.2; clients send it anyway.")
            .answers(new ClientSetInfo()),
        sub("setname", 3, "2.6.9", "connection-name")
            .summary("Names the connection")
            .answers(new ClientSetName()),
        sub("unblock", -3, "5.0.0", "client-id:integer [TIMEOUT | ERROR]")
            .flags(ADMIN)
            .summary("Has a command that waits on another connection of this node wait no longer")
            .complexity("O(log N) where N is the number of client connections")
            .note("Not in transactions.")
            .asks(new ClientUnblock()),
        sub("unpause", 2, "6.2.0", "")
            .flags(ADMIN)
            .summary("Ends CLIENT PAUSE")
            .complexity("O(N) where N is the number of paused connections")
            .answers(new ClientUnpause()));
  }

  /// More words than the subcommand takes. Redis' text.
  static CommandError wrongWords(Args args) {
    return CommandError.err(
        "unknown subcommand or wrong number of arguments for '%s'. Try CLIENT HELP."
            .formatted(args.string(1)));
  }

  private static Row sub(String name, int arity, String since, String syntax) {
    return row("client|" + name, arity, since, syntax, NOSCRIPT, LOADING, STALE);
  }

  private static Row row(
      String name, int arity, String since, String syntax, CommandFlag... flags) {
    return Row.of(name, arity)
        .flags(flags)
        .categories(Category.CONNECTION)
        .group("connection", since)
        .syntax(syntax);
  }
}
