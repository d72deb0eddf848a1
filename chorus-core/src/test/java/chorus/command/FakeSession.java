package chorus.command;

import chorus.command.settings.Settings;
import chorus.command.stats.NodeStats;
import chorus.definition.AckLevel;
import chorus.resp.Bytes;
import chorus.resp.Protocol;
import chorus.resp.Reply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// A connection with id 7 among others, on a node with the databases 0 and 1.
public final class FakeSession implements SessionContext {
  AckLevel ackLevel = AckLevel.DEFAULT;
  static final ConnectionInfo FRESH =
      new ConnectionInfo(
          7,
          "127.0.0.1:5007",
          "127.0.0.1:7001",
          Bytes.EMPTY,
          Bytes.EMPTY,
          Bytes.EMPTY,
          0,
          Protocol.RESP2,
          ReadLevel.STRONG,
          Redirection.NONE,
          "ping",
          ConnectionInfo.Doing.IDLE,
          60,
          2,
          0,
          0);

  /// More connections.
  final List<ConnectionInfo> others = new ArrayList<>();

  final List<Long> killed = new ArrayList<>();

  /// What commands asked for that shows nowhere else.
  final List<String> said = new ArrayList<>();

  private ConnectionInfo self = FRESH;
  private final Settings settings =
      Settings.of(Map.of("appendonly", "yes", "port", "7001", "maxclients", "10000"), Map.of());

  private final NodeStats stats = new NodeStats(CommandTable.standard(), settings);

  /// How often CONFIG RESETSTAT was asked for.
  int resets;

  private boolean closing;

  Reply run(String... words) {
    return switch (commands().find(Arrays.stream(words).map(Bytes::utf8).toList())) {
      case Lookup.Rejected(Reply reply) -> reply;
      case Lookup.Found found -> ((Handler.Session) found.handler()).run(this, found.args());
    };
  }

  String resp(String line) {
    return resp(run(line.split(" ", -1)));
  }

  String resp(Reply reply) {
    return Transcripts.resp(reply, self.protocol());
  }

  boolean isClosing() {
    return closing;
  }

  @Override
  public ConnectionInfo self() {
    return self;
  }

  private void become(
      Bytes name,
      Bytes library,
      Bytes version,
      int database,
      Protocol protocol,
      ReadLevel level,
      Redirection redirection) {
    self =
        new ConnectionInfo(
            7,
            FRESH.address(),
            FRESH.localAddress(),
            name,
            library,
            version,
            database,
            protocol,
            level,
            redirection,
            "ping",
            self.doing(),
            60,
            2,
            0,
            0);
  }

  @Override
  public void setName(Bytes name) {
    become(
        name,
        self.libraryName(),
        self.libraryVersion(),
        self.database(),
        self.protocol(),
        self.readLevel(),
        self.redirection());
  }

  @Override
  public void setLibraryName(Bytes name) {
    become(
        self.name(),
        name,
        self.libraryVersion(),
        self.database(),
        self.protocol(),
        self.readLevel(),
        self.redirection());
  }

  @Override
  public void setLibraryVersion(Bytes version) {
    become(
        self.name(),
        self.libraryName(),
        version,
        self.database(),
        self.protocol(),
        self.readLevel(),
        self.redirection());
  }

  @Override
  public void setProtocol(Protocol protocol) {
    become(
        self.name(),
        self.libraryName(),
        self.libraryVersion(),
        self.database(),
        protocol,
        self.readLevel(),
        self.redirection());
  }

  @Override
  public Optional<Reply> select(int index) {
    if (index > 1) {
      return Optional.of(Reply.error("ERR", "DB index is out of range"));
    }
    become(
        self.name(),
        self.libraryName(),
        self.libraryVersion(),
        index,
        self.protocol(),
        self.readLevel(),
        self.redirection());
    return Optional.empty();
  }

  @Override
  public void setReadLevel(ReadLevel level) {
    become(
        self.name(),
        self.libraryName(),
        self.libraryVersion(),
        self.database(),
        self.protocol(),
        level,
        self.redirection());
  }

  @Override
  public void setAckLevel(AckLevel level) {
    ackLevel = level;
  }

  @Override
  public void setRedirection(Redirection redirection) {
    become(
        self.name(),
        self.libraryName(),
        self.libraryVersion(),
        self.database(),
        self.protocol(),
        self.readLevel(),
        redirection);
  }

  @Override
  public void setEviction(Eviction eviction) {
    said.add("eviction " + eviction);
  }

  @Override
  public void setReplies(Replies replies) {
    said.add("replies " + replies);
  }

  @Override
  public void pause(PauseScope scope, long millis) {
    said.add("pause " + scope + " " + millis);
  }

  @Override
  public void unpause() {
    said.add("unpause");
  }

  @Override
  public List<ConnectionInfo> connections() {
    return Stream.concat(Stream.of(other(3), self, other(9)), others.stream())
        .filter(client -> !killed.contains(client.id()))
        .toList();
  }

  private static ConnectionInfo other(long id) {
    return new ConnectionInfo(
        id,
        "127.0.0.1:500" + id,
        "127.0.0.1:7001",
        Bytes.EMPTY,
        Bytes.EMPTY,
        Bytes.EMPTY,
        0,
        Protocol.RESP2,
        ReadLevel.STRONG,
        Redirection.NONE,
        "get",
        ConnectionInfo.Doing.IDLE,
        1,
        1,
        0,
        0);
  }

  @Override
  public void kill(long id) {
    killed.add(id);
  }

  @Override
  public void closeAfterReply() {
    closing = true;
  }

  @Override
  public void reset() {
    self = FRESH;
  }

  @Override
  public boolean leading() {
    return true;
  }

  @Override
  public Reply role() {
    return Reply.array(Reply.bulk("master"), Reply.integer(3), Reply.EMPTY_ARRAY);
  }

  @Override
  public Settings settings() {
    return settings;
  }

  @Override
  public NodeStats stats() {
    return stats;
  }

  @Override
  public InfoSource info() {
    return new InfoSource() {
      @Override
      public SequencedMap<String, String> fields(InfoSection section) {
        var fields = new LinkedHashMap<String, String>();
        if (section == InfoSection.SERVER) {
          fields.put("redis_version", RedisVersion.TEXT);
          fields.put("redis_mode", "standalone");
        }
        return fields;
      }

      @Override
      public void reset() {
        resets++;
      }
    };
  }

  @Override
  public long wallMicros() {
    return 1_700_000_000_000_042L;
  }

  @Override
  public CommandTable commands() {
    return CommandTable.standard();
  }
}
