package chorus.command.bitmap;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.resp.Reply;
import java.util.ArrayList;
import java.util.List;

/// What BITFIELD and BITFIELD_RO were told to do, in order.
record FieldSteps(List<FieldStep> steps) {
  FieldSteps {
    steps = List.copyOf(steps);
  }

  /// Reads the words behind the key. OVERFLOW is for the steps behind it.
  static FieldSteps of(Args args) {
    var steps = new ArrayList<FieldStep>();
    Overflow overflow = Overflow.WRAP;
    int at = 2;
    while (at < args.size()) {
      int left = args.size() - at - 1;
      if (args.is(at, "get") && left >= 2) {
        steps.add(new FieldStep.Get(Field.at(args, at + 1)));
        at += 3;
      } else if (args.is(at, "set") && left >= 3) {
        steps.add(new FieldStep.Set(Field.at(args, at + 1), args.longAt(at + 3), overflow));
        at += 4;
      } else if (args.is(at, "incrby") && left >= 3) {
        steps.add(new FieldStep.IncrBy(Field.at(args, at + 1), args.longAt(at + 3), overflow));
        at += 4;
      } else if (args.is(at, "overflow") && left >= 1) {
        overflow = Overflow.at(args, at + 1);
        at += 2;
      } else {
        throw CommandError.syntax();
      }
    }
    return new FieldSteps(steps);
  }

  boolean onlyRead() {
    return steps.stream().allMatch(FieldStep.Get.class::isInstance);
  }

  /// How many bits a string must have for all that may be written.
  long bitsWritten() {
    return steps.stream()
        .filter(step -> !(step instanceof FieldStep.Get))
        .mapToLong(step -> step.field().end())
        .max()
        .orElse(0);
  }

  /// Does all of it to `content`, which has [#bitsWritten()]; what each step answers.
  Reply run(byte[] content) {
    return Reply.array(steps.stream().map(step -> step.run(content)).toList());
  }
}
