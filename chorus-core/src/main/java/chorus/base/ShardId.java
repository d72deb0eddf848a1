package chorus.base;

/// One shard of one database: the unit that has a log, a store, a leader and a strand.
public record ShardId(DatabaseId database, int shard) implements Comparable<ShardId> {
  public ShardId {
    Require.that(shard >= 0, "a shard number is not negative");
  }

  @Override
  public int compareTo(ShardId other) {
    int byDatabase = database.compareTo(other.database);
    return byDatabase != 0 ? byDatabase : Integer.compare(shard, other.shard);
  }

  @Override
  public String toString() {
    return database + "." + shard;
  }
}
