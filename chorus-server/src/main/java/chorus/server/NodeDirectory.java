package chorus.server;

import chorus.base.NodeId;
import chorus.base.Starts;
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
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The claim of one running node on its data directory.
///
/// Invariant: while it is open no other process uses the directory. Invariant: every start has a
/// number of its own, which is durable before the node does anything; a directory whose number is
/// behind what the cluster knows is an old copy.
public final class NodeDirectory implements AutoCloseable {
  private static final String LOCK = "lock";
  private static final String IDENTITY = "identity";
  private static final int FIRST_INCARNATION = 1;

  private final Path path;
  private final FileChannel lockFile;
  private Identity identity;

  private NodeDirectory(Path path, FileChannel lockFile, Identity identity) {
    this.path = path;
    this.lockFile = lockFile;
    this.identity = identity;
  }

  /// Claims the directory of `config`, makes it if it is not there, and counts the start. Refuses
  /// one that is in use, that belongs to another node or cluster, or that holds something else.
  ///
  /// The first start of a node that joins a running cluster asks it first, and writes down what it
  /// learns before it has an identity; an attempt that was interrupted asks again.
  public static NodeDirectory open(ServerConfig config) throws ConfigException {
    Path path = config.data();
    try {
      Durable.createDirectories(path);
      FileChannel lockFile = lock(path);
      try {
        Identity now = identity(path, config).started();
        write(path, now);
        return new NodeDirectory(path, lockFile, now);
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

  private static Identity identity(Path path, ServerConfig config)
      throws IOException, ConfigException {
    Path file = path.resolve(IDENTITY);
    if (!Files.exists(file)) {
      requireEmpty(path);
      return Identity.first(config.cluster(), config.node(), incarnation(path, config));
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
    return found;
  }

  private static int incarnation(Path path, ServerConfig config)
      throws IOException, ConfigException {
    Optional<Seed> seed = config.join();
    if (seed.isEmpty()) {
      return FIRST_INCARNATION;
    }
    KnownMembers members = new Joining(config, seed.get()).ask();
    members.write(path);
    return members.of(config.node()).incarnation();
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

  /// How often this directory was started, this time included.
  public long start() {
    return identity.starts();
  }

  /// The number of this start among all of the node.
  long boot() {
    return Starts.number(identity.incarnation(), identity.starts());
  }

  int incarnation() {
    return identity.incarnation();
  }

  /// The members that this node knew last, itself included; at its first start, those of `config`.
  KnownMembers members(ServerConfig config) throws IOException, ConfigException {
    Map<NodeId, Known> all = new TreeMap<>();
    Optional<KnownMembers> known = KnownMembers.read(path);
    if (known.isPresent()) {
      all.putAll(known.get().byId());
    } else {
      config
          .members()
          .forEach(each -> all.put(each.id(), new Known(each.address(), FIRST_INCARNATION)));
    }
    all.put(config.node(), new Known(config.self().address(), identity.incarnation()));
    return new KnownMembers(all);
  }

  /// Whether an earlier start, or this one, took part in the control group.
  Identity.Control control() {
    return identity.control();
  }

  /// Remembers, durably, that this node takes part in the control group: from now on its control
  /// directory must be there at a start.
  public void joined() throws IOException {
    if (identity.control() != Identity.Control.JOINED) {
      identity = identity.joined();
      write(path, identity);
    }
  }

  /// Gives the claim up.
  @Override
  public void close() throws IOException {
    lockFile.close();
  }
}
