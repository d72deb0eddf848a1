package chorus.command;

/// A command on the rows of one database. Pure.
@FunctionalInterface
public interface DataCommand {
  Outcome run(View view, Args args, Moment moment);
}
