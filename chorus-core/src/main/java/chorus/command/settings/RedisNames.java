package chorus.command.settings;

import java.math.BigInteger;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The settings of Redis 7.0: their names, what they may be, and what they are where nobody says
/// otherwise.
final class RedisNames {
  /// `name[,alias] kind [of] = value`, a line for each.
  private static final String TABLE =
      """
      acl-pubsub-default choice allchannels,resetchannels = resetchannels
      aclfile immutable =
      acllog-max-len integer 0..9223372036854775807 = 128
      active-defrag-cycle-max integer 1..99 = 25
      active-defrag-cycle-min integer 1..99 = 1
      active-defrag-ignore-bytes memory 1..9223372036854775807 = 104857600
      active-defrag-max-scan-fields integer 1..9223372036854775807 = 1000
      active-defrag-threshold-lower integer 0..1000 = 10
      active-defrag-threshold-upper integer 0..1000 = 100
      active-expire-effort integer 1..10 = 1
      activedefrag flag = no
      activerehashing flag = yes
      always-show-logo immutable = no
      aof-disable-auto-gc flag = no
      aof-load-truncated flag = yes
      aof-rewrite-incremental-fsync flag = yes
      aof-timestamp-enabled flag = no
      aof-use-rdb-preamble flag = yes
      aof_rewrite_cpulist immutable =
      appenddirname immutable = appendonlydir
      appendfilename immutable = appendonly.aof
      appendfsync choice everysec,always,no = everysec
      appendonly flag = no
      auto-aof-rewrite-min-size memory 0..9223372036854775807 = 67108864
      auto-aof-rewrite-percentage integer 0..2147483647 = 100
      bgsave_cpulist immutable =
      bind text = * -::*
      bind-source-addr text =
      bio_cpulist immutable =
      busy-reply-threshold,lua-time-limit integer 0..9223372036854775807 = 5000
      client-output-buffer-limit limits = normal 0 0 0 slave 268435456 67108864 60 \
      pubsub 33554432 8388608 60
      client-query-buffer-limit memory 1048576..9223372036854775807 = 1073741824
      cluster-allow-pubsubshard-when-down flag = yes
      cluster-allow-reads-when-down flag = no
      cluster-allow-replica-migration flag = yes
      cluster-announce-bus-port integer 0..65535 = 0
      cluster-announce-hostname text =
      cluster-announce-ip text =
      cluster-announce-port integer 0..65535 = 0
      cluster-announce-tls-port integer 0..65535 = 0
      cluster-config-file immutable = nodes.conf
      cluster-enabled immutable = no
      cluster-link-sendbuf-limit memory 0..18446744073709551615 = 0
      cluster-migration-barrier integer 0..2147483647 = 1
      cluster-node-timeout integer 0..9223372036854775807 = 15000
      cluster-port immutable = 0
      cluster-preferred-endpoint-type choice ip,hostname,unknown-endpoint = ip
      cluster-replica-no-failover,cluster-slave-no-failover flag = no
      cluster-replica-validity-factor,cluster-slave-validity-factor integer 0..2147483647 = 10
      cluster-require-full-coverage flag = yes
      crash-log-enabled flag = yes
      crash-memcheck-enabled flag = yes
      daemonize immutable = no
      databases immutable = 16
      dbfilename protected = dump.rdb
      dir protected =
      disable-thp immutable = yes
      dynamic-hz flag = yes
      enable-debug-command immutable = no
      enable-module-command immutable = no
      enable-protected-configs immutable = no
      hash-max-listpack-entries,hash-max-ziplist-entries integer 0..9223372036854775807 = 512
      hash-max-listpack-value,hash-max-ziplist-value memory 0..9223372036854775807 = 64
      hll-sparse-max-bytes memory 0..9223372036854775807 = 3000
      hz integer 0..2147483647 = 10
      ignore-warnings text =
      io-threads immutable = 1
      io-threads-do-reads immutable = no
      jemalloc-bg-thread flag = yes
      latency-monitor-threshold integer 0..9223372036854775807 = 0
      latency-tracking flag = yes
      latency-tracking-info-percentiles percentiles = 50 99 99.9
      lazyfree-lazy-eviction flag = no
      lazyfree-lazy-expire flag = no
      lazyfree-lazy-server-del flag = no
      lazyfree-lazy-user-del flag = no
      lazyfree-lazy-user-flush flag = no
      lfu-decay-time integer 0..2147483647 = 1
      lfu-log-factor integer 0..2147483647 = 10
      list-compress-depth integer 0..2147483647 = 0
      list-max-listpack-size,list-max-ziplist-size integer -2147483648..2147483647 = -2
      logfile immutable =
      loglevel choice debug,verbose,notice,warning = notice
      masterauth text =
      masteruser text =
      maxclients integer 1..4294967295 = 10000
      maxmemory memory 0..18446744073709551615 = 0
      maxmemory-clients share = 0
      maxmemory-eviction-tenacity integer 0..100 = 10
      maxmemory-policy choice volatile-lru,volatile-lfu,volatile-random,volatile-ttl,\
      allkeys-lru,allkeys-lfu,allkeys-random,noeviction = noeviction
      maxmemory-samples integer 1..2147483647 = 5
      min-replicas-max-lag,min-slaves-max-lag integer 0..2147483647 = 10
      min-replicas-to-write,min-slaves-to-write integer 0..2147483647 = 0
      no-appendfsync-on-rewrite flag = no
      notify-keyspace-events events =
      oom-score-adj choice no,yes,relative,absolute = no
      oom-score-adj-values three = 0 200 800
      pidfile immutable =
      port integer 0..65535 = 21999
      proc-title-template text = {title} {listen-addr} {server-mode}
      propagation-error-behavior choice ignore,panic,panic-on-replicas = ignore
      protected-mode flag = yes
      proto-max-bulk-len memory 1048576..9223372036854775807 = 536870912
      rdb-del-sync-files flag = no
      rdb-save-incremental-fsync flag = yes
      rdbchecksum immutable = yes
      rdbcompression flag = yes
      repl-backlog-size memory 1..9223372036854775807 = 1048576
      repl-backlog-ttl integer 0..9223372036854775807 = 3600
      repl-disable-tcp-nodelay flag = no
      repl-diskless-load choice disabled,on-empty-db,swapdb = disabled
      repl-diskless-sync flag = yes
      repl-diskless-sync-delay integer 0..2147483647 = 5
      repl-diskless-sync-max-replicas integer 0..2147483647 = 0
      repl-ping-replica-period,repl-ping-slave-period integer 1..2147483647 = 10
      repl-timeout integer 1..2147483647 = 60
      replica-announce-ip,slave-announce-ip text =
      replica-announce-port,slave-announce-port integer 0..65535 = 0
      replica-announced flag = yes
      replica-ignore-disk-write-errors flag = no
      replica-ignore-maxmemory,slave-ignore-maxmemory flag = yes
      replica-lazy-flush,slave-lazy-flush flag = no
      replica-priority,slave-priority integer 0..2147483647 = 100
      replica-read-only,slave-read-only flag = yes
      replica-serve-stale-data,slave-serve-stale-data flag = yes
      replicaof,slaveof immutable =
      requirepass text =
      sanitize-dump-payload choice no,yes,clients = no
      save save =
      server_cpulist immutable =
      set-max-intset-entries integer 0..9223372036854775807 = 512
      set-proc-title immutable = yes
      shutdown-on-sigint choices default,save,nosave,now,force = default
      shutdown-on-sigterm choices default,save,nosave,now,force = default
      shutdown-timeout integer 0..2147483647 = 10
      slowlog-log-slower-than integer -1..9223372036854775807 = 10000
      slowlog-max-len integer 0..9223372036854775807 = 128
      socket-mark-id immutable = 0
      stop-writes-on-bgsave-error flag = yes
      stream-node-max-bytes memory 0..9223372036854775807 = 4096
      stream-node-max-entries integer 0..9223372036854775807 = 100
      supervised immutable = no
      syslog-enabled immutable = no
      syslog-facility immutable = local0
      syslog-ident immutable = redis
      tcp-backlog immutable = 511
      tcp-keepalive integer 0..2147483647 = 300
      timeout integer 0..2147483647 = 0
      tls-auth-clients choice no,yes,optional = yes
      tls-ca-cert-dir text =
      tls-ca-cert-file text =
      tls-cert-file text =
      tls-ciphers text =
      tls-ciphersuites text =
      tls-client-cert-file text =
      tls-client-key-file text =
      tls-client-key-file-pass text =
      tls-cluster flag = no
      tls-dh-params-file text =
      tls-key-file text =
      tls-key-file-pass text =
      tls-port integer 0..65535 = 0
      tls-prefer-server-ciphers flag = no
      tls-protocols text =
      tls-replication flag = no
      tls-session-cache-size integer 0..2147483647 = 20480
      tls-session-cache-timeout integer 0..2147483647 = 300
      tls-session-caching flag = yes
      tracking-table-max-keys integer 0..9223372036854775807 = 1000000
      unixsocket text =
      unixsocketperm immutable = 0
      zset-max-listpack-entries,zset-max-ziplist-entries integer 0..9223372036854775807 = 128
      zset-max-listpack-value,zset-max-ziplist-value memory 0..9223372036854775807 = 64
      """;

  private RedisNames() {}

  /// By name and by alias; two names of one setting share it.
  static SortedMap<String, Setting> byName() {
    var all = new TreeMap<String, Setting>();
    TABLE
        .lines()
        .map(RedisNames::setting)
        .forEach(each -> each.names().forEach(name -> all.put(name, each)));
    return all;
  }

  private static Setting setting(String line) {
    int equals = line.indexOf(" =");
    List<String> words = List.of(line.substring(0, equals).split(" ", -1));
    String value = line.substring(equals + 2).strip();
    List<String> names = List.of(words.getFirst().split(",", -1));
    String kind = words.get(1);
    String of = words.getLast();
    return switch (kind) {
      case "immutable" -> new Setting(names, Setting.Change.NEVER, Checks::text, value);
      case "protected" -> new Setting(names, Setting.Change.PROTECTED, Checks::text, value);
      default -> new Setting(names, Setting.Change.FREE, check(kind, of), value);
    };
  }

  private static Check check(String kind, String of) {
    return switch (kind) {
      case "text" -> Checks::text;
      case "flag" -> Checks::flag;
      case "integer" -> Checks.integer(bound(of, 0), bound(of, 1));
      case "memory" -> Checks.memory(bound(of, 0), bound(of, 1));
      case "share" -> Checks::share;
      case "choice" -> Checks.choice(List.of(of.split(",", -1)));
      case "choices" -> Checks.choices(List.of(of.split(",", -1)));
      case "save" -> ListChecks::save;
      case "limits" -> ListChecks::limits;
      case "percentiles" -> ListChecks::percentiles;
      case "three" -> ListChecks::scores;
      case "events" -> ListChecks::events;
      default -> throw new IllegalArgumentException("no kind of setting is " + kind);
    };
  }

  private static BigInteger bound(String range, int which) {
    return new BigInteger(range.split("\\.\\.", -1)[which]);
  }
}
