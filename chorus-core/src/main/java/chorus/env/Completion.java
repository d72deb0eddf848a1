package chorus.env;

import chorus.base.Result;

/// Told once how an operation ended, on the strand that asked for it, in a task of its own.
@FunctionalInterface
public interface Completion<T> {
  void complete(Result<T> result);
}
