package chorus.command;

import chorus.resp.Reply;
import java.util.function.Consumer;

/// What runs a command: one of four kinds, by what it needs.
///
/// Commands are run through these methods only: they are the one place where a [CommandError]
/// becomes a reply.
public sealed interface Handler {
  /// Needs the rows of one database. It sees no key that has expired at the moment.
  record Data(DataCommand command) implements Handler {
    /// As a leader runs it: what it did not see since it has expired is removed with what it
    /// changes. So a read may come to a change.
    public Outcome run(View view, Args args, Moment moment) {
      return run(view, args, moment, new Lookups());
    }

    /// The same, and counts in `lookups`.
    public Outcome run(View view, Args args, Moment moment, Lookups lookups) {
      Unexpired keys = new Unexpired(view, moment, lookups);
      return keys.withRemovals(decide(keys, args, moment));
    }

    /// As it runs on rows that nobody may change: what has expired is hidden, and stays.
    public Outcome read(View view, Args args, Moment moment, Lookups lookups) {
      return decide(new Unexpired(view, moment, lookups), args, moment);
    }

    private Outcome decide(View view, Args args, Moment moment) {
      try {
        return command.run(view, args, moment);
      } catch (CommandError error) {
        return new Outcome.Answer(error.reply());
      }
    }
  }

  /// Needs the connection.
  record Session(SessionCommand command) implements Handler {
    public Reply run(SessionContext context, Args args) {
      try {
        return command.run(context, args);
      } catch (CommandError error) {
        return error.reply();
      }
    }
  }

  /// Needs what the connection has queued: its session does it.
  record Transaction(Step step) implements Handler {
    /// What becomes of the queue.
    public enum Step {
      MULTI,
      EXEC,
      DISCARD,
      WATCH,
      UNWATCH
    }
  }

  /// Needs the cluster; answers later.
  record Cluster(ClusterCommand command) implements Handler {
    public void run(ClusterContext context, Args args, Consumer<Reply> reply) {
      try {
        command.run(context, args, reply);
      } catch (CommandError error) {
        reply.accept(error.reply());
      }
    }
  }
}
