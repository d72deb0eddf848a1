package chorus.command.hyperloglog;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Edit;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;

/// `PFADD key [element …]`: 1 if the key is new, or the estimate may have changed.
final class PfAdd implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Edit edit = Edit.over(view, moment);
    Bytes key = args.bytes(1);
    Sketch known = Sketches.at(edit.keys(), key);
    Sketch sketch = known == null ? Sketch.empty() : known;
    boolean changed = known == null;
    for (Bytes element : args.from(2)) {
      changed |= sketch.registers().add(element);
    }
    if (changed) {
      edit.updateString(key, sketch.encode());
    }
    return edit.done(changed ? Reply.ONE : Reply.ZERO);
  }
}
