package chorus.command.server;

import chorus.base.Limits;
import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.DataCommand;
import chorus.command.Keyspace;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.store.RowCursor;
import chorus.value.Meta;
import chorus.value.ValueType;

/// `MEMORY USAGE key [SAMPLES count]`: about how many bytes the rows of a key take in one replica,
/// before they are compressed: those of some elements are measured, the others are taken to be like
/// them. Null if there is no such key.
final class MemoryUsage implements DataCommand {
  private static final int USUAL = 5;

  @Override
  public Outcome run(View view, Args args, Moment moment) {
    long samples = samples(args);
    Keyspace keys = Keyspace.over(view);
    Bytes key = args.bytes(2);
    Meta meta = keys.meta(key);
    if (meta == null) {
      return new Outcome.Answer(Reply.NULL);
    }
    long bytes = keys.rowBytes(key) + (meta.expiryMillis() == Meta.NEVER ? 0 : key.length());
    return new Outcome.Answer(
        Reply.integer(
            switch (meta) {
              case Meta.OfString _ -> bytes;
              case Meta.OfCollection all -> bytes + elements(keys, all, samples);
            }));
  }

  /// 0 are as many as are ever measured.
  private static long samples(Args args) {
    long samples = USUAL;
    for (int i = 3; i < args.size(); i += 2) {
      if (!args.is(i, "samples") || i + 1 == args.size()) {
        throw CommandError.syntax();
      }
      samples = args.longAt(i + 1);
      if (samples < 0) {
        throw CommandError.syntax();
      }
    }
    return samples == 0 ? Limits.MEASURED_ELEMENTS : Math.min(samples, Limits.MEASURED_ELEMENTS);
  }

  private static long elements(Keyspace keys, Meta.OfCollection all, long samples) {
    long measured = 0;
    long bytes = 0;
    try (RowCursor rows = keys.elements(all, 0)) {
      while (measured < samples && rows.next()) {
        measured++;
        bytes += rows.row().length() + rows.value().length();
      }
    }
    long each = measured == 0 ? 0 : bytes / measured;
    boolean isOrdered = all.type() == ValueType.ZSET;
    return all.count() * (isOrdered ? 2 * each : each);
  }
}
