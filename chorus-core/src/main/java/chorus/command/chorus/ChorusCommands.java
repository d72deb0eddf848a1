package chorus.command.chorus;

import static chorus.command.CommandFlag.ADMIN;
import static chorus.command.CommandFlag.LOADING;
import static chorus.command.CommandFlag.NOSCRIPT;
import static chorus.command.CommandFlag.NO_MULTI;
import static chorus.command.CommandFlag.READONLY;
import static chorus.command.CommandFlag.STALE;
import static chorus.command.CommandFlag.WRITE;

import chorus.command.CommandSpec;
import chorus.command.CommandTable;
import chorus.command.HelpLines;
import chorus.command.Row;
import chorus.command.transaction.ExecCommand;
import chorus.command.transaction.WatchCommand;
import java.util.List;

/// The rows of the table for Chorus' own container command.
public final class ChorusCommands {
  private static final String SINCE = "0.1.0";

  private ChorusCommands() {}

  public static List<CommandSpec> rows() {
    return List.of(
        Row.of("chorus", -2)
            .group("server", SINCE)
            .summary("Commands on replication, databases and the cluster")
            .complexity("Depends on subcommand.")
            .subcommands(chorus())
            .contains());
  }

  private static List<CommandSpec> chorus() {
    return List.of(
        sub("ack", 4, "MODE <DEFAULT | MAJORITY | ALL>")
            .summary("Where the connection's writes must be before they are answered, at least")
            .answers(new AckCommand()),
        sub(
                "db",
                -3,
                "<LIST | SHOW show-name | DROP drop-name | UNDROP undrop-name | ALTER alter-name [ACK alter-ack]"
                    + " [ON-DEGRADE alter-on-degrade] [FAILOVER alter-failover]"
                    + " [ON-FOLLOWER alter-on-follower]"
                    + " [REPLICAS alter-replicas:integer]"
                    + " | REPLICAS replicas-name [ADD add-node] [REMOVE remove-node]"
                    + " | CREATE name [INDEX index:integer] [MODEL model] [ACK ack]"
                    + " [ON-DEGRADE on-degrade] [ENGINE engine] [REPLICAS replicas:integer] [FAILOVER failover]"
                    + " [ON-FOLLOWER on-follower]>")
            .flags(ADMIN)
            .summary("Creates, alters, moves, drops, lists and shows databases")
            .asks(new DbCommand()),
        sub("debug", -3, "<CUT cut-from cut-to [ONEWAY] | HEAL [heal-from heal-to]>")
            .flags(ADMIN)
            .summary("Cuts links between nodes and heals them, in a demo or playground only")
            .asks(new Debug()),
        sub(
                "diverged",
                -3,
                "<LIST [database] [COUNT count:integer] [AFTER after]"
                    + " | SHOW show-database show-id..."
                    + " | APPLY apply-database <ALL [AFTER apply-after] | apply-id...> [OVERWRITE]"
                    + " | DISCARD discard-database <ALL | discard-id...>>")
            .flags(ADMIN)
            .summary(
                "Lists, shows, applies and discards the writes of this node that an election left behind")
            .complexity("O(N) where N is the number of writes in the files that are read")
            .asks(new DivergedCommand()),
        Row.of("chorus|exec", -4)
            .flags(WRITE, NOSCRIPT, NO_MULTI)
            .group("server", SINCE)
            .syntax("epoch:integer watched:integer [word...]")
            .summary("Runs a whole transaction; sent by Chorus itself")
            .complexity("That of its commands")
            .runs(new ExecCommand(CommandTable::standard)),
        HelpLines.of("chorus", SINCE),
        sub(
                "leader",
                -4,
                "<MOVE database TO node [TIMEOUT milliseconds] [DRYRUN]"
                    + " | FAILOVER failover-database [FORCE]"
                    + " [TIMEOUT failover-milliseconds] [DRYRUN]"
                    + " | HISTORY history-database>")
            .flags(ADMIN)
            .summary("Moves a leadership, has a new leader chosen, and tells of past changes")
            .asks(new LeaderCommand()),
        sub(
                "node",
                -3,
                "<LIST | ADD cluster added-node host resp:integer peer:integer http:integer control:integer"
                    + " | REMOVE removed-node>")
            .flags(ADMIN)
            .summary("Lists the nodes of the cluster, adds one that starts, and removes one")
            .asks(new NodeCommand()),
        Row.of("chorus|once", -3)
            .flags(WRITE, NOSCRIPT, NO_MULTI)
            .group("server", SINCE)
            .syntax("<OPEN | session seq:integer command...>")
            .summary(
                "Runs a command once, however often it is sent: the repetitions answer the same")
            .complexity("That of the command")
            .runs(new OnceCommand(CommandTable::standard)),
        sub("read", 3, "<STRONG | EVENTUAL> [command...]")
            .summary("How new reads must be, for the connection or for the one command behind it")
            .answers(new ReadCommand()),
        Row.of("chorus|redo", -3)
            .flags(WRITE, ADMIN, NOSCRIPT, NO_MULTI)
            .group("server", SINCE)
            .syntax("write [OVERWRITE]")
            .summary(
                "Does one diverged write again if its keys hold what they held before it; sent by Chorus itself")
            .complexity("O(N) where N is the number of keys and elements in the write")
            .runs(new Redo()),
        Row.of("chorus|seq", -4)
            .flags(WRITE, NOSCRIPT, NO_MULTI)
            .group("server", SINCE)
            .syntax("NEXT name [COUNT count:integer]")
            .summary("Draws numbers that nobody else ever gets, across failovers and FLUSHALL")
            .complexity("O(N) where N is the number of numbers")
            .runs(new SeqCommand()),
        sub("status", 2, "").summary("The state of the cluster, as JSON").asks(new Status()),
        sub("verify", 3, "database")
            .flags(ADMIN)
            .summary(
                "Looks at all that this node has stored of a database, repairs what has rotted, and says what it holds")
            .complexity("O(N) where N is the number of records in the log and of rows")
            .asks(new Verify()),
        Row.of("chorus|watch", -3)
            .flags(READONLY, NOSCRIPT, NO_MULTI)
            .group("server", SINCE)
            .keys(2, -1, 1, "RO")
            .syntax("key...")
            .summary("What a leader has to know to watch keys; sent by Chorus itself")
            .complexity("O(N) where N is the number of keys")
            .runs(new WatchCommand()));
  }

  private static Row sub(String name, int arity, String syntax) {
    return Row.of("chorus|" + name, arity)
        .flags(NOSCRIPT, LOADING, STALE)
        .group("server", SINCE)
        .syntax(syntax);
  }
}
