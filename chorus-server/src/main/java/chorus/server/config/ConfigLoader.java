package chorus.server.config;

import chorus.base.NodeId;
import chorus.cluster.MetaCommand.CreateDatabase;
import chorus.definition.AckConfig;
import chorus.definition.AckMode;
import chorus.definition.AckPolicy;
import chorus.definition.Engine;
import chorus.definition.Fsync;
import chorus.definition.MemberAddress;
import chorus.definition.OnDegrade;
import chorus.log.LogKeep;
import chorus.node.NodeOptions.FirstDatabase;
import chorus.node.NodeOptions.IndexRange;
import chorus.server.config.ServerConfig.Debug;
import chorus.server.config.ServerConfig.Exposure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Reads and checks a node's configuration.
public final class ConfigLoader {
  static final List<String> KEYS =
      List.of(
          "cluster",
          "node",
          "data",
          "bind",
          "insecure",
          "debug",
          "join",
          "address",
          "members",
          "databases",
          "auto-create",
          "engine",
          "limits");
  static final List<String> ADDRESS_KEYS = List.of("host", "resp", "peer", "http", "control");
  static final List<String> MEMBER_KEYS = List.of("id", "host", "resp", "peer", "http", "control");
  static final List<String> DATABASE_KEYS =
      List.of("name", "index", "engine", "ack", "fsync", "on-degrade", "replicas");
  static final List<String> LIMIT_KEYS =
      List.of(
          "clients",
          "bulk",
          "output-buffer",
          "cache",
          "write-buffer",
          "log-segment",
          "log-keep",
          "log-keep-time",
          "log-cap",
          "log-cache",
          "leader-wait",
          "ack-wait",
          "detection",
          "disk-stall",
          "undrop");
  private static final Duration LEAST_WAIT = Duration.ofMillis(250);
  private static final Pattern SEED =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([^:\\s]+)):(\\d{1,5})");
  private static final Pattern RANGE = Pattern.compile("(\\d{1,5})-(\\d{1,5})");
  private static final int LAST_INDEX = 16_383;

  private ConfigLoader() {}

  /// Reads `file`. A relative `data` directory counts from the file's own. `flags` are by key, such
  /// as `limits.clients`; `environment` is the process' whole one.
  public static ServerConfig load(
      Path file, Map<String, String> flags, Map<String, String> environment)
      throws ConfigException {
    try {
      Path directory = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
      return parse(Files.readString(file), directory, flags, environment);
    } catch (IOException unreadable) {
      throw new ConfigException("cannot read " + file + ": " + unreadable, unreadable);
    } catch (ConfigException wrong) {
      throw new ConfigException(file + ": " + wrong.getMessage(), wrong);
    }
  }

  /// The same from a file's text; `directory` is where relative paths begin.
  static ServerConfig parse(
      String yaml, Path directory, Map<String, String> flags, Map<String, String> environment)
      throws ConfigException {
    Settings root = new Settings("", tree(yaml), flags, environment, KEYS);
    String cluster = root.required("cluster");
    if (!cluster.matches("[A-Za-z0-9._-]{1,128}")) {
      throw new ConfigException(
          "cluster is " + cluster + ", must be 1 to 128 of A-Z a-z 0-9 . _ -");
    }
    NodeId node = id(root, "node");
    Optional<Seed> join = join(root);
    List<Member> members = join.isPresent() ? List.of(self(root, node)) : members(root);
    Member self =
        members.stream()
            .filter(member -> member.id().equals(node))
            .findFirst()
            .orElseThrow(() -> new ConfigException("node " + node + " is not among the members"));
    String bind = root.text("bind").orElse("127.0.0.1");
    return new ServerConfig(
        cluster,
        node,
        members,
        join,
        directory.resolve(root.required("data")).normalize(),
        bind,
        join.isPresent() ? none(root, "databases") : databases(root, members.size()),
        autoCreate(root),
        engine(root),
        sizes(root),
        exposure(root, bind, self),
        trueOrFalse(root, "debug") ? Debug.ON : Debug.OFF);
  }

  private static JsonNode tree(String yaml) throws ConfigException {
    try {
      return YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build()
          .readTree(yaml);
    } catch (JacksonException broken) {
      throw new ConfigException(
          "line %d: %s"
              .formatted(
                  broken.getLocation() == null ? 0 : broken.getLocation().getLineNr(),
                  String.valueOf(broken.getOriginalMessage()).lines().findFirst().orElse("")),
          broken);
    }
  }

  private static Optional<Seed> join(Settings root) throws ConfigException {
    Optional<String> text = root.text("join");
    if (text.isEmpty()) {
      none(root, "address");
      return Optional.empty();
    }
    none(root, "members");
    Matcher seed = SEED.matcher(text.get());
    if (!seed.matches() || !MemberAddress.isPort(Integer.parseInt(seed.group(3)))) {
      throw new ConfigException("join is " + text.get() + ", must be HOST:PORT of a running node");
    }
    String host = Optional.ofNullable(seed.group(1)).orElse(seed.group(2));
    return Optional.of(new Seed(host, Integer.parseInt(seed.group(3))));
  }

  /// A key that has no meaning beside `join`, or without it.
  private static <T> List<T> none(Settings root, String key) throws ConfigException {
    if (root.has(key)) {
      throw new ConfigException(
          key.equals("address")
              ? "address goes with join; without it the members say where this node listens"
              : key + " does not go with join: the running cluster knows");
    }
    return List.of();
  }

  private static Member self(Settings root, NodeId node) throws ConfigException {
    Settings address = root.section("address", ADDRESS_KEYS);
    return new Member(
        node,
        host(address),
        port(address, "resp"),
        port(address, "peer"),
        port(address, "http"),
        port(address, "control"));
  }

  private static String host(Settings entry) throws ConfigException {
    String host = entry.text("host").orElse("127.0.0.1");
    if (!MemberAddress.isHost(host)) {
      throw new ConfigException(entry.name("host") + " is " + host + ", which is no host");
    }
    return host;
  }

  private static List<Member> members(Settings root) throws ConfigException {
    List<Member> members = new ArrayList<>();
    Set<NodeId> ids = new HashSet<>();
    Set<String> addresses = new HashSet<>();
    for (Settings entry : root.list("members", MEMBER_KEYS)) {
      Member member =
          new Member(
              id(entry, "id"),
              host(entry),
              port(entry, "resp"),
              port(entry, "peer"),
              port(entry, "http"),
              port(entry, "control"));
      if (!ids.add(member.id())) {
        throw new ConfigException(
            entry.name("id") + " is " + member.id() + ", which is there twice");
      }
      for (int port : List.of(member.resp(), member.peer(), member.http(), member.control())) {
        String address = member.host() + ":" + port;
        if (!addresses.add(address)) {
          throw new ConfigException("members use " + address + " twice");
        }
      }
      members.add(member);
    }
    if (members.isEmpty()) {
      throw new ConfigException("members is missing");
    }
    return members;
  }

  private static NodeId id(Settings settings, String key) throws ConfigException {
    String id = settings.required(key);
    if (!NodeId.isName(id)) {
      throw new ConfigException(
          settings.name(key) + " is " + id + ", must be 1 to 64 of A-Z a-z 0-9 . _ -");
    }
    return new NodeId(id);
  }

  private static int port(Settings entry, String key) throws ConfigException {
    return entry.number(key, 1, MemberAddress.LAST_PORT, Optional.empty());
  }

  private static List<FirstDatabase> databases(Settings root, int members) throws ConfigException {
    List<FirstDatabase> databases = new ArrayList<>();
    Set<String> names = new HashSet<>();
    Set<Integer> indexes = new HashSet<>();
    for (Settings entry : root.list("databases", DATABASE_KEYS)) {
      String name = entry.required("name");
      if (!name.matches("[a-z][a-z0-9-]{0,31}")) {
        throw new ConfigException(
            entry.name("name") + " is " + name + ", must be 1 to 32 of a-z 0-9 -, a letter first");
      }
      int index = entry.number("index", 0, LAST_INDEX, Optional.empty());
      if (!names.add(name) || !indexes.add(index)) {
        throw new ConfigException("databases have name " + name + " or index " + index + " twice");
      }
      int replicas = entry.number("replicas", 1, members, Optional.of(CreateDatabase.ALL_MEMBERS));
      AckMode ack = oneOf(entry, "ack", AckMode.MAJORITY, AckMode.values(), AckMode::word);
      int copies = replicas == CreateDatabase.ALL_MEMBERS ? members : replicas;
      if (!AckConfig.fits(ack, copies)) {
        throw new ConfigException(
            "%s is %s, which needs more replicas than %d"
                .formatted(entry.name("ack"), ack.word(), copies));
      }
      AckPolicy policy =
          new AckPolicy(
              ack,
              oneOf(entry, "fsync", Fsync.ALWAYS, Fsync.values(), Fsync::word),
              oneOf(entry, "on-degrade", OnDegrade.ERROR, OnDegrade.values(), OnDegrade::word));
      if (!policy.isSound()) {
        throw new ConfigException(
            entry.name("fsync") + " is everysec, which goes with ack async alone");
      }
      databases.add(
          new FirstDatabase(
              name,
              index,
              oneOf(entry, "engine", Engine.ROCKSDB, Engine.values(), Engine::word),
              policy,
              replicas));
    }
    return databases;
  }

  private static <E> E oneOf(
      Settings entry, String key, E without, E[] values, Function<E, String> word)
      throws ConfigException {
    Optional<String> text = entry.text(key);
    if (text.isEmpty()) {
      return without;
    }
    for (E value : values) {
      if (word.apply(value).equals(text.get())) {
        return value;
      }
    }
    String known = String.join(" or ", Arrays.stream(values).map(word).toList());
    throw new ConfigException(entry.name(key) + " is " + text.get() + ", must be " + known);
  }

  private static Optional<Engine> engine(Settings root) throws ConfigException {
    return root.text("engine").isEmpty()
        ? Optional.empty()
        : Optional.of(oneOf(root, "engine", Engine.ROCKSDB, Engine.values(), Engine::word));
  }

  private static IndexRange autoCreate(Settings root) throws ConfigException {
    Optional<String> text = root.text("auto-create");
    if (text.isEmpty()) {
      return IndexRange.NONE;
    }
    Matcher range = RANGE.matcher(text.get());
    if (!range.matches() || Integer.parseInt(range.group(2)) > LAST_INDEX) {
      throw new ConfigException(
          "auto-create is " + text.get() + ", must be a range of indexes like 4-15");
    }
    return new IndexRange(Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2)));
  }

  private static Sizes sizes(Settings root) throws ConfigException {
    Settings limits = root.section("limits", LIMIT_KEYS);
    Sizes standard = Sizes.DEFAULT;
    long logSegment = limits.size("log-segment", standard.logSegment(), 1 << 20, 1 << 30);
    return new Sizes(
        limits.number("clients", 1, 1_000_000, Optional.of(standard.clients())),
        bulk(limits, logSegment - Sizes.RECORD_ROOM_BYTES),
        limits.size("output-buffer", standard.outputBuffer(), 1 << 20, 16L << 30),
        limits.size("cache", standard.cache(), 1 << 20, 1L << 40),
        limits.size("write-buffer", standard.writeBuffer(), 1 << 20, 1L << 40),
        logSegment,
        logKeep(limits, logSegment),
        limits.size("log-cache", standard.logCache(), 0, 1 << 30),
        limits.duration("leader-wait", standard.leaderWait()),
        limits.duration("ack-wait", standard.ackWait()),
        limits.duration("detection", standard.detection(), LEAST_WAIT, Duration.ofMinutes(1)),
        limits.duration("disk-stall", standard.diskStall(), LEAST_WAIT, Duration.ofMinutes(10)),
        limits.duration("undrop", standard.undrop(), Duration.ofSeconds(1), Duration.ofDays(365)));
  }

  private static LogKeep logKeep(Settings limits, long segment) throws ConfigException {
    LogKeep standard = LogKeep.STANDARD;
    long cap = limits.size("log-cap", Math.max(standard.cap(), 2 * segment), 2 * segment, 1L << 44);
    long least = limits.size("log-keep", Math.min(standard.bytes(), cap), 0, cap);
    return new LogKeep(least, limits.duration("log-keep-time", standard.time()), cap);
  }

  /// What is accepted as an argument can be stored as a value: `most` is what a record holds.
  private static long bulk(Settings limits, long most) throws ConfigException {
    long bulk = limits.size("bulk", Math.min(Sizes.DEFAULT.bulk(), most), 1 << 10, 512 << 20);
    if (bulk > most) {
      throw new ConfigException(
          "%s is %s, must be at most %s: a value and its key fit into one segment of the log"
              .formatted(limits.name("bulk"), Units.text(bulk), Units.text(most)));
    }
    return bulk;
  }

  private static Exposure exposure(Settings root, String bind, Member self) throws ConfigException {
    boolean insecure = trueOrFalse(root, "insecure");
    for (String host : List.of(bind, self.host())) {
      if (!isLoopback(host)) {
        if (!insecure) {
          throw new ConfigException(
              host
                  + " is not a loopback address, and there is neither TLS nor access control yet:"
                  + " bind 127.0.0.1, or say --insecure and let anybody who reaches it do anything");
        }
        return Exposure.INSECURE;
      }
    }
    return Exposure.LOOPBACK;
  }

  private static boolean trueOrFalse(Settings root, String key) throws ConfigException {
    String word = root.text(key).orElse("false");
    if (!word.equals("true") && !word.equals("false")) {
      throw new ConfigException(key + " is " + word + ", must be true or false");
    }
    return word.equals("true");
  }

  private static boolean isLoopback(String host) throws ConfigException {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException unknown) {
      throw new ConfigException("host " + host + " is not known", unknown);
    }
  }
}
