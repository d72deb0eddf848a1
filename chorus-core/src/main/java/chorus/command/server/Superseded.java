package chorus.command.server;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The commands that Redis calls deprecated: since which version, and what to use in their place.
record Superseded(String since, String replacement) {
  private static final String TABLE =
      """
      brpoplpush 6.2.0 `BLMOVE` with the `RIGHT` and `LEFT` arguments
      georadius 6.2.0 `GEOSEARCH` and `GEOSEARCHSTORE` with the `BYRADIUS` argument
      georadius_ro 6.2.0 `GEOSEARCH` with the `BYRADIUS` argument
      georadiusbymember 6.2.0 `GEOSEARCH` and `GEOSEARCHSTORE` with the `BYRADIUS` and `FROMMEMBER` arguments
      georadiusbymember_ro 6.2.0 `GEOSEARCH` with the `BYRADIUS` and `FROMMEMBER` arguments
      getset 6.2.0 `SET` with the `!GET` argument
      hmset 4.0.0 `HSET` with multiple field-value pairs
      rpoplpush 6.2.0 `LMOVE` with the `RIGHT` and `LEFT` arguments
      substr 2.0.0 `GETRANGE`
      zrangebylex 6.2.0 `ZRANGE` with the `BYLEX` argument
      zrangebyscore 6.2.0 `ZRANGE` with the `BYSCORE` argument
      zrevrange 6.2.0 `ZRANGE` with the `REV` argument
      zrevrangebylex 6.2.0 `ZRANGE` with the `REV` and `BYLEX` arguments
      zrevrangebyscore 6.2.0 `ZRANGE` with the `REV` and `BYSCORE` arguments
      """;

  private static final SortedMap<String, Superseded> BY_NAME = read();

  /// Whether the command of this name is, and how.
  static Optional<Superseded> of(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  private static SortedMap<String, Superseded> read() {
    var all = new TreeMap<String, Superseded>();
    TABLE
        .lines()
        .map(line -> line.split(" ", 3))
        .forEach(words -> all.put(words[0], new Superseded(words[1], words[2])));
    return Collections.unmodifiableSortedMap(all);
  }
}
