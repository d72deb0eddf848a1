package chorus.bench.micro;

import chorus.resp.Bytes;
import chorus.store.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// What a SET of a 16-byte key to a 100-byte value looks like at each step.
final class Samples {
  private static final int ROW_BYTES = 33;
  private static final int VALUE_BYTES = 110;

  private Samples() {}

  /// `count` row changes with keys drawn at random.
  static List<Effect> puts(int count) {
    SplittableRandom random = new SplittableRandom(1);
    List<Effect> effects = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      effects.add(new Effect.Put(bytes(random, ROW_BYTES), bytes(random, VALUE_BYTES)));
    }
    return effects;
  }

  private static Bytes bytes(SplittableRandom random, int length) {
    byte[] content = new byte[length];
    random.nextBytes(content);
    return Bytes.wrap(content);
  }
}
