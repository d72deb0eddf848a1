package chorus.command.key;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Draws;
import chorus.command.Keyspace;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.store.RowCursor;
import chorus.value.RowKeys;
import org.jspecify.annotations.Nullable;

/// RANDOMKEY: the first key at or behind a random hash, or null. Keys behind a wide gap of hashes
/// are a little likelier.
final class RandomKey implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    long hash = Draws.of(moment).below(RowKeys.HASHES);
    Keyspace keys = Keyspace.over(view);
    Bytes found = first(keys, hash);
    if (found == null) {
      found = first(keys, 0);
    }
    return new Outcome.Answer(found == null ? Reply.NULL : Reply.bulk(found));
  }

  private static @Nullable Bytes first(Keyspace keys, long fromHash) {
    try (RowCursor rows = keys.keys(fromHash)) {
      return rows.next() ? RowKeys.keyOf(rows.row()) : null;
    }
  }
}
