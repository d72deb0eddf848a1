package chorus.log;

import chorus.base.Fault;
import chorus.base.Result;
import chorus.env.Completion;
import java.util.function.Consumer;

/// A completion in two halves, so that a chain of disk requests reads top-down.
final class Branch {
  private Branch() {}

  static <T> Completion<T> of(Consumer<? super T> onValue, Consumer<Fault> onFault) {
    return result -> {
      switch (result) {
        case Result.Ok<T>(var value) -> onValue.accept(value);
        case Result.Failed<T>(var fault) -> onFault.accept(fault);
      }
    };
  }
}
