package chorus.diverged;

import chorus.base.Epoch;
import chorus.base.Lsn;
import chorus.command.Keyspace;
import chorus.command.MapView;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.store.Effect;
import chorus.value.CollectionId;
import chorus.value.Meta;
import chorus.value.RowKeys;
import chorus.value.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Commands at random on few keys, so that they meet often, and two changes that no command makes
/// yet: an expiry, and a hash that replaces what was there within one record.
final class RandomHistory {
  private final SplittableRandom random;
  private final List<String> sessions = new ArrayList<>();
  private long used;

  RandomHistory(long seed) {
    random = new SplittableRandom(seed);
  }

  void open(MapView database) {
    sessions.add(((Reply.Bulk) database.run("CHORUS ONCE OPEN")).value().utf8());
  }

  void run(MapView database, int commands) {
    for (int i = 0; i < commands; i++) {
      step(database);
    }
  }

  private void step(MapView database) {
    switch (random.nextInt(40)) {
      case 0 -> database.run("FLUSHDB");
      case 1 -> database.run("CHORUS ONCE OPEN");
      case 2, 3, 4, 5 -> expire(database);
      case 6, 7, 8, 9 -> replace(database);
      case 10, 11, 12, 13, 14, 15 -> database.run(once() + " " + command());
      default -> database.run(command());
    }
  }

  private String once() {
    return "CHORUS ONCE " + sessions.get(random.nextInt(sessions.size())) + " " + ++used;
  }

  private String command() {
    return switch (random.nextInt(28)) {
      case 0, 1 -> "SET " + key() + " " + number();
      case 2 -> "SET " + key() + " " + number() + " KEEPTTL";
      case 3 -> "DEL " + key() + " " + key() + " " + key();
      case 4 -> "DEL " + key();
      case 5 -> "INCR " + key();
      case 6 -> "MSET " + key() + " " + number() + " " + key() + " " + number();
      case 7 -> "HDEL " + key() + " " + field() + " " + field() + " " + field();
      case 8 -> "HDEL " + key() + " " + field();
      case 9 -> "HINCRBY " + key() + " " + field() + " " + number();
      case 10 -> "GETDEL " + key();
      case 11 -> "HSET " + key() + " " + field() + " " + number() + " " + field() + " " + number();
      case 12 -> "SADD " + key() + " " + field() + " " + field();
      case 13 -> "SREM " + key() + " " + field() + " " + field() + " " + field();
      case 14 -> "SMOVE " + key() + " " + key() + " " + field();
      case 15 -> "SPOP " + key() + " " + number();
      case 16 -> "SUNIONSTORE " + key() + " " + key() + " " + key();
      case 17 -> "SDIFFSTORE " + key() + " " + key() + " " + key();

      case 20, 21 -> "RPUSH " + key() + " " + number() + " " + number();
      case 22 -> "LPUSH " + key() + " " + number();
      case 23 -> "LREM " + key() + " " + (random.nextInt(3) - 1) + " " + number();
      case 24 ->
          "LMOVE " + key() + " " + key() + (random.nextBoolean() ? " LEFT" : " RIGHT") + " LEFT";
      case 25 -> "LINSERT " + key() + " AFTER " + number() + " " + number();
      case 26 -> "LTRIM " + key() + " " + random.nextInt(3) + " -" + (1 + random.nextInt(2));
      case 27 -> "LPOP " + key() + (random.nextBoolean() ? "" : " 2");
      default -> "HSET " + key() + " " + field() + " " + number();
    };
  }

  private void expire(MapView database) {
    Bytes key = Bytes.utf8(key());
    long millis = random.nextInt(3);
    switch (Keyspace.over(database).meta(key)) {
      case null -> {}
      case Meta.OfString text ->
          database.change(List.of(put(database, key, new Meta.OfString(text.value(), millis))));
      case Meta.OfCollection all ->
          database.change(List.of(put(database, key, all.expiringAt(millis))));
    }
  }

  private void replace(MapView database) {
    Bytes key = Bytes.utf8(key());
    CollectionId id = new CollectionId(new Epoch(77), new Lsn(++used), 0);
    Meta.OfCollection meta = Meta.OfCollection.empty(ValueType.HASH, id);
    List<Effect> effects = new ArrayList<>();
    for (int field = random.nextInt(3); field < 3; field++) {
      Bytes element = Bytes.utf8("f" + field);
      Bytes value = Bytes.utf8(number());
      meta = meta.added(element, value);
      effects.add(new Effect.Put(RowKeys.elementRow(id, element), value));
    }
    effects.add(put(database, key, meta));
    database.change(effects);
  }

  static Effect put(MapView database, Bytes key, Meta meta) {
    Bytes row = database.get(RowKeys.generationRow());
    long generation = row == null ? 0 : RowKeys.generation(row);
    return new Effect.Put(RowKeys.metaRow(generation, key), meta.encode());
  }

  private String key() {
    return "k" + random.nextInt(5);
  }

  private String field() {
    return "f" + random.nextInt(4);
  }

  private String number() {
    return Integer.toString(random.nextInt(4));
  }
}
