package chorus.database;

import chorus.base.DatabaseId;
import chorus.base.Result;
import chorus.base.ShardId;
import chorus.env.Env;
import chorus.single.ReplicaOpening;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What parts of shards left on this node's disk: finds them, and deletes them.
///
/// To delete is to look again until nothing has come back: what was under way when a part was
/// closed may still make a file. On the strand of the given `env`.
public final class Leftovers {
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
  private static final Pattern NAME = Pattern.compile("d(\\d{1,9})\\.(\\d{1,9})");

  private final Env env;
  private final String directory;
  private final Runnable done;

  private Leftovers(Env env, ShardId shard, Runnable done) {
    this.env = env;
    this.directory = ReplicaOpening.directory(shard);
    this.done = done;
  }

  /// `found` hears which shards have a directory; of none if the disk does not say.
  public static void find(Env env, Consumer<List<ShardId>> found) {
    env.disk()
        .directories(
            "",
            result ->
                found.accept(
                    result instanceof Result.Ok<List<String>>(var names)
                        ? names.stream()
                            .map(NAME::matcher)
                            .filter(Matcher::matches)
                            .map(Leftovers::shard)
                            .toList()
                        : List.of()));
  }

  private static ShardId shard(Matcher name) {
    return new ShardId(
        new DatabaseId(Integer.parseInt(name.group(1))), Integer.parseInt(name.group(2)));
  }

  /// `done` runs once nothing of the shard is left.
  static void delete(Env env, ShardId shard, Runnable done) {
    new Leftovers(env, shard, done).look();
  }

  private void look() {
    env.disk()
        .directories(
            "",
            found -> {
              if (found instanceof Result.Ok<List<String>>(var names)
                  && !names.contains(directory)) {
                done.run();
              } else {
                delete();
              }
            });
  }

  private void delete() {
    env.disk().deleteAll(directory, _ -> env.scheduler().after(LOOK_AGAIN, this::look));
  }
}
