package chorus.server.env;

import static org.assertj.core.api.Assertions.fail;

import chorus.base.Fault;
import chorus.base.Result;
import chorus.env.Completion;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Waits for what another thread will bring, with a deadline.
public final class Expect {
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private static final Duration POLL = Duration.ofMillis(1);

  private Expect() {}

  /// The value of an operation that must go well.
  public static <T> T ok(Consumer<Completion<T>> operation) {
    return switch (result(operation)) {
      case Result.Ok<T>(T value) -> value;
      case Result.Failed<T>(Fault fault) -> fail("expected a value but got " + fault);
    };
  }

  /// The fault of an operation that must not go well.
  public static <T> Fault fault(Consumer<Completion<T>> operation) {
    return switch (result(operation)) {
      case Result.Ok<T>(T value) -> fail("expected a fault but got " + value);
      case Result.Failed<T>(Fault fault) -> fault;
    };
  }

  private static <T> Result<T> result(Consumer<Completion<T>> operation) {
    var arrived = new CompletableFuture<Result<T>>();
    operation.accept(arrived::complete);
    return soon(arrived);
  }

  /// What `arriving` brings.
  public static <T> T soon(CompletableFuture<T> arriving) {
    try {
      return arriving.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      return fail("nothing came within " + DEADLINE);
    } catch (InterruptedException | ExecutionException broken) {
      return fail("the wait ended with " + broken, broken);
    }
  }

  /// Waits until `condition` holds.
  public static void until(BooleanSupplier condition) {
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        fail("it did not come to hold within " + DEADLINE);
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }
}
