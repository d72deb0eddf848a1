package chorus.command;

import chorus.store.RowReader;

/// The rows as a command sees them: committed ones, and over them the pending ones of the commands
/// before it.
///
/// Whoever gives the view notes which rows were looked at, since the reply must wait for the latest
/// pending one.
public interface View extends RowReader {}
