package chorus.bench.system;

import chorus.bench.load.PostgresSpeaker;
import chorus.bench.load.Speaker;
import chorus.bench.load.Workload.Operation;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// PostgreSQL with two standbys: a commit is answered when the primary and one of them have it on
/// disk. It refuses to run as root, so there it runs as `postgres`.
public final class PostgresTrio implements SystemUnderTest {
  private static final String USER = "postgres";
  private static final List<String> STANDBYS = List.of("s1", "s2");
  private static final Path PACKAGED = Path.of("/usr/lib/postgresql");

  private final OwnProcesses processes = new OwnProcesses();
  private final int port = FreePorts.baseOf(0, 1, 2);

  @Override
  public String name() {
    return "postgres";
  }

  @Override
  public String description() throws IOException {
    String version = OwnProcesses.run(List.of(program("postgres"), "--version")).strip();
    return "%s; two standbys, synchronous_commit on, ANY 1 of them; prepared statements, one transaction for each operation"
        .formatted(version);
  }

  @Override
  public void start(Path directory) throws IOException {
    own(Files.createDirectories(directory));
    String primary = directory.resolve("primary").toString();
    OwnProcesses.run(
        asUser("initdb", "-D", primary, "-A", "trust", "-U", USER, "--no-instructions"));
    serve(directory, "primary", port, List.of("-c", "synchronous_standby_names=ANY 1 (s1, s2)"));
    processes.await("the postgres primary", () -> answers("select 1", "1"));
    ask("set synchronous_commit = local; " + PostgresSpeaker.TABLE);
    int next = port;
    for (String standby : STANDBYS) {
      next++;
      OwnProcesses.run(
          asUser(
              "pg_basebackup",
              "-D",
              directory.resolve(standby).toString(),
              "-d",
              session(standby),
              "-R",
              "-c",
              "fast"));
      serve(directory, standby, next, List.of("-c", "primary_conninfo=" + session(standby)));
    }
    processes.await(
        "the postgres standbys",
        () ->
            answers(
                "select count(*) from pg_stat_replication where sync_state = 'quorum'",
                Integer.toString(STANDBYS.size())));
  }

  private String session(String name) {
    return "host=127.0.0.1 port=%d user=%s application_name=%s".formatted(port, USER, name);
  }

  private void serve(Path directory, String name, int at, List<String> more) throws IOException {
    List<String> words =
        asUser(
            "postgres",
            "-D",
            directory.resolve(name).toString(),
            "-p",
            Integer.toString(at),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "unix_socket_directories=");
    words.addAll(more);
    processes.start(directory.resolve(name + ".log"), words);
  }

  private boolean answers(String question, String answer) {
    try {
      return ask(question).strip().equals(answer);
    } catch (IOException notYet) {
      return false;
    }
  }

  private String ask(String question) throws IOException {
    return OwnProcesses.run(
        List.of(program("psql"), "-Atq", "-d", session("bench"), "-c", question));
  }

  /// The command as a user whom PostgreSQL accepts.
  private static List<String> asUser(String program, String... arguments) throws IOException {
    List<String> words = new ArrayList<>();
    if (isRoot()) {
      words.addAll(List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--init-groups"));
    }
    words.add(program(program));
    words.addAll(List.of(arguments));
    return words;
  }

  private static void own(Path directory) throws IOException {
    if (isRoot()) {
      UserPrincipal owner =
          directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(USER);
      Files.setOwner(directory, owner);
    }
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /// Where the program is; distributions keep most of PostgreSQL's off the path.
  private static String program(String name) throws IOException {
    for (String each : System.getenv("PATH").split(File.pathSeparator, -1)) {
      Path candidate = Path.of(each, name);
      if (Files.isExecutable(candidate)) {
        return candidate.toString();
      }
    }
    if (Files.isDirectory(PACKAGED)) {
      try (Stream<Path> versions = Files.list(PACKAGED)) {
        return versions
            .map(version -> version.resolve("bin").resolve(name))
            .filter(Files::isExecutable)
            .findFirst()
            .map(Path::toString)
            .orElseThrow(() -> missing(name));
      }
    }
    throw missing(name);
  }

  private static UncheckedIOException missing(String name) {
    return new UncheckedIOException(new IOException("there is no program " + name));
  }

  @Override
  public InetSocketAddress leader() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  @Override
  public Speaker speaker() {
    return new PostgresSpeaker();
  }

  @Override
  public boolean suits(Operation operation, int depth) {
    return true;
  }

  /// None: each connection has a process, which ends with it and takes what it used along.
  @Override
  public List<ProcessHandle> processes() {
    return List.of();
  }

  @Override
  public void close() {
    processes.end();
  }
}
