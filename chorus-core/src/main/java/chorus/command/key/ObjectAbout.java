package chorus.command.key;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.DataCommand;
import chorus.command.Keyspace;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Reply;
import chorus.value.Meta;
import java.util.function.BiFunction;

/// OBJECT ENCODING, FREQ, IDLETIME and REFCOUNT key: what `about` says of what the key holds, or
/// null.
final class ObjectAbout implements DataCommand {
  private final BiFunction<Keyspace, Meta, Reply> about;

  private ObjectAbout(BiFunction<Keyspace, Meta, Reply> about) {
    this.about = about;
  }

  static ObjectAbout encoding() {
    return new ObjectAbout((keys, meta) -> Reply.bulk(Encodings.of(keys, meta)));
  }

  /// Chorus evicts nothing, so nothing counts how often a key is used.
  static ObjectAbout frequency() {
    return new ObjectAbout((keys, meta) -> {
      throw CommandError.err(
          "An LFU maxmemory policy is not selected, access frequency not tracked. Please note that"
              + " when switching between policies at runtime LRU and LFU data will take some time"
              + " to adjust.");
    });
  }

  static ObjectAbout always(Reply reply) {
    return new ObjectAbout((keys, meta) -> reply);
  }

  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Keyspace keys = Keyspace.over(view);
    Meta meta = keys.meta(args.bytes(2));
    return new Outcome.Answer(meta == null ? Reply.NULL : about.apply(keys, meta));
  }
}
