package chorus.command;

import chorus.resp.Reply;
import java.util.function.Consumer;

/// A command on the cluster, such as `CHORUS DB CREATE`. It calls `reply` once, now or later.
@FunctionalInterface
public interface ClusterCommand {
  void run(ClusterContext context, Args args, Consumer<Reply> reply);
}
