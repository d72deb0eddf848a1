package chorus.server;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import chorus.base.NodeId;
import chorus.base.Starts;
import chorus.node.Past;
import chorus.server.KnownMembers.Known;
import chorus.server.config.ConfigException;
import chorus.server.config.Seed;
import chorus.server.config.ServerConfig;
import chorus.server.env.Durable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The claim of one running node on its data directory.
///
/// Invariant: while it is open no other process uses the directory. Invariant: every start has a
/// number of its own, which is durable before the node does anything; a directory that lacks one
/// which the cluster knows is an old copy (F17).
public final class NodeDirectory implements AutoCloseable {
  private static final String LOCK = "lock";
  private static final String IDENTITY = "identity";
  private static final String LOST = "lost-";
  private static final int FIRST_INCARNATION = 1;

  private final Path path;
  private final FileChannel lockFile;
  private final ServerConfig config;
  private final boolean joins;
  private @Nullable Identity identity;

  private NodeDirectory(
      Path path,
      FileChannel lockFile,
      ServerConfig config,
      boolean joins,
      @Nullable Identity identity) {
    this.path = path;
    this.lockFile = lockFile;
    this.config = config;
    this.joins = joins;
    this.identity = identity;
  }

  /// Claims the directory of `config`, makes it if it is not there, and counts the start, unless it
  /// is empty. Refuses one that is in use, that belongs to another node or cluster, or that holds
  /// something else.
  ///
  /// The first start of a node that joins a running cluster asks it first, and writes down what it
  /// learns before it has an identity; an attempt that was interrupted asks again.
  public static NodeDirectory open(ServerConfig config) throws ConfigException {
    Path path = config.data();
    try {
      Durable.createDirectories(path);
      FileChannel lockFile = lock(path);
      try {
        Optional<Identity> found = identity(path, config);
        boolean joins = found.isEmpty() && config.join().isPresent();
        if (joins) {
          found = Optional.of(joined(path, config, config.join().orElseThrow()));
        }
        NodeDirectory directory =
            new NodeDirectory(path, lockFile, config, joins, found.orElse(null));
        if (found.isPresent()) {
          directory.start(found.get());
        }
        return directory;
      } catch (IOException | ConfigException refused) {
        lockFile.close();
        throw refused;
      }
    } catch (IOException broken) {
      throw new ConfigException("cannot use data directory " + path + ": " + broken, broken);
    }
  }

  private static FileChannel lock(Path path) throws IOException, ConfigException {
    FileChannel file = Durable.open(path.resolve(LOCK));
    @Nullable FileLock lock;
    try {
      lock = file.tryLock();
    } catch (OverlappingFileLockException inThisProcess) {
      lock = null;
    }
    if (lock == null) {
      file.close();
      throw new ConfigException("data directory " + path + " is in use by a running node");
    }
    return file;
  }

  private static Optional<Identity> identity(Path path, ServerConfig config)
      throws IOException, ConfigException {
    Path file = path.resolve(IDENTITY);
    if (!Files.exists(file)) {
      setRestAside(path);
      requireEmpty(path);
      return Optional.empty();
    }
    Identity found = Identity.parse(file, Files.readString(file));
    if (!found.cluster().equals(config.cluster())) {
      throw new ConfigException(
          "data directory %s belongs to cluster %s, not to %s: name the directory of this node"
              .formatted(path, found.cluster(), config.cluster()));
    }
    NodeId owner = found.node();
    if (!owner.equals(config.node())) {
      throw new ConfigException(
          "data directory %s belongs to node %s, not to %s: name the directory of this node"
              .formatted(path, owner, config.node()));
    }
    return Optional.of(found);
  }

  private static Identity joined(Path path, ServerConfig config, Seed seed)
      throws IOException, ConfigException {
    KnownMembers members = new Joining(config, seed).ask();
    members.write(path);
    return Identity.first(config.cluster(), config.node(), members.of(config.node()).incarnation());
  }

  private void start(Identity before) throws IOException {
    Identity now = before.started(new SecureRandom().nextInt(Starts.MARKS));
    write(path, now);
    identity = now;
  }

  /// Whether the cluster must first be asked what it knows of this node. A node that has just
  /// joined was told.
  boolean mustAsk() {
    return !joins;
  }

  /// What it tells of the past of its node, the present start included; nothing if it is empty.
  synchronized Past past() throws IOException, ConfigException {
    if (identity == null) {
      return Past.NONE;
    }
    Map<NodeId, Long> known = KnownMembers.read(path).map(KnownMembers::starts).orElse(Map.of());
    return new Past(identity.starts(), known);
  }

  /// An empty one is the first of its node.
  synchronized void begin() throws IOException {
    if (identity == null) {
      start(Identity.first(config.cluster(), config.node(), FIRST_INCARNATION));
    }
  }

  /// The node comes back as `incarnation`, among these members. What is here is set aside, in a
  /// directory of its own, since nobody knows what of it nobody else has.
  synchronized void beginAnew(int incarnation, KnownMembers members) throws IOException {
    Identity old = identity;
    if (old != null) {
      Path aside = unused(path.resolve(LOST + old.incarnation() + "-" + old.count()));
      Durable.createDirectories(aside);
      Files.move(path.resolve(IDENTITY), aside.resolve(IDENTITY));
      Durable.sync(path);
      identity = null;
      setRestAside(path);
    }
    members.write(path);
    start(Identity.first(config.cluster(), config.node(), incarnation));
  }

  /// The same copy may be put back more than once.
  private static Path unused(Path wanted) {
    Path free = wanted;
    for (int again = 2; Files.exists(free); again++) {
      free = wanted.resolveSibling(wanted.getFileName() + "-" + again);
    }
    return free;
  }

  /// Where an identity was set aside, the rest follows it; also what an interruption left.
  private static void setRestAside(Path path) throws IOException {
    Optional<Path> aside;
    List<Path> rest = new ArrayList<>();
    try (Stream<Path> content = Files.list(path)) {
      List<Path> all = content.sorted().toList();
      aside =
          all.stream()
              .filter(each -> each.getFileName().toString().startsWith(LOST))
              .max(Comparator.comparingLong(each -> each.toFile().lastModified()));
      all.stream()
          .filter(each -> !each.getFileName().toString().startsWith(LOST))
          .filter(each -> !each.getFileName().toString().equals(LOCK))
          .forEach(rest::add);
    }
    if (aside.isPresent()) {
      for (Path each : rest) {
        Files.move(each, aside.get().resolve(each.getFileName()), REPLACE_EXISTING);
      }
      Durable.sync(path);
    }
  }

  /// A first start that was interrupted leaves only the lock and an unfinished identity.
  private static void requireEmpty(Path path) throws IOException, ConfigException {
    try (Stream<Path> content = Files.list(path)) {
      if (content.anyMatch(file -> !isOurs(file.getFileName().toString()))) {
        throw new ConfigException(
            "data directory %s holds files but no identity of a node: name an empty one"
                .formatted(path));
      }
    }
  }

  private static boolean isOurs(String name) {
    return name.equals(LOCK)
        || name.startsWith(LOST)
        || name.startsWith(IDENTITY + ".")
        || name.startsWith(KnownMembers.FILE);
  }

  private static void write(Path path, Identity identity) throws IOException {
    byte[] text = identity.text().getBytes(StandardCharsets.UTF_8);
    Durable.replace(path.resolve(IDENTITY), ByteBuffer.wrap(text));
  }

  public Path path() {
    return path;
  }

  /// How often this incarnation of the node was started, this time included; 0 while it is not
  /// known as what it starts.
  public synchronized long start() {
    return identity == null ? 0 : identity.count();
  }

  /// The incarnation of the node that starts.
  synchronized int incarnation() {
    return identity == null ? FIRST_INCARNATION : identity.incarnation();
  }

  /// These are the members: to be known at the next start.
  synchronized void agreed(KnownMembers members) throws IOException {
    members.write(path);
    Known self = members.byId().get(config.node());
    Identity now = identity;
    if (self != null
        && now != null
        && now.starts().size() > 1
        && now.starts().getLast() == self.boot()) {
      identity = now.agreed();
      write(path, identity);
    }
  }

  /// The members that this node knew last, itself included; at its first start, those of its
  /// configuration.
  synchronized KnownMembers members() throws IOException, ConfigException {
    Map<NodeId, Known> all = new TreeMap<>();
    Optional<KnownMembers> known = KnownMembers.read(path);
    if (known.isPresent()) {
      all.putAll(known.get().byId());
    } else {
      config
          .members()
          .forEach(each -> all.put(each.id(), Known.fresh(each.address(), FIRST_INCARNATION)));
    }
    all.put(config.node(), Known.fresh(config.self().address(), incarnation()));
    return new KnownMembers(all);
  }

  /// Whether an earlier start, or this one, took part in the control group.
  synchronized Identity.Control control() {
    return identity == null ? Identity.Control.NEVER : identity.control();
  }

  /// Remembers, durably, that this node takes part in the control group: from now on its control
  /// directory must be there at a start.
  public synchronized void joined() throws IOException {
    Identity now = identity;
    if (now != null && now.control() != Identity.Control.JOINED) {
      identity = now.joined();
      write(path, identity);
    }
  }

  /// Gives the claim up.
  @Override
  public void close() throws IOException {
    lockFile.close();
  }
}
