package chorus.command.hyperloglog;

import chorus.command.Keyspace;
import chorus.resp.Bytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the commands here share.
final class Sketches {
  private Sketches() {}

  /// What is at `key`, or null.
  static @Nullable Sketch at(Keyspace keys, Bytes key) {
    Bytes string = keys.string(key);
    return string == null ? null : Sketch.decode(string);
  }

  /// All elements of those that are there. Dense if one of them is.
  static Sketch union(Keyspace keys, List<Bytes> names) {
    Registers all = new Registers();
    Sketch.Encoding encoding = Sketch.Encoding.SPARSE;
    for (Bytes name : names) {
      Sketch each = at(keys, name);
      if (each != null) {
        all.merge(each.registers());
        encoding = each.encoding() == Sketch.Encoding.DENSE ? each.encoding() : encoding;
      }
    }
    return new Sketch(all, encoding);
  }
}
