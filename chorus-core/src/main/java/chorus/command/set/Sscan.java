package chorus.command.set;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.Scan;
import chorus.command.View;
import chorus.value.ValueType;
import java.util.List;

/// `SSCAN key cursor [MATCH pattern] [COUNT count]`.
final class Sscan implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    return Scan.ofElements(view, args, ValueType.SET, 0, _ -> List.of());
  }
}
