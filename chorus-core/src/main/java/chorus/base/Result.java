package chorus.base;

/// How an operation ended: with a value, or with a [Fault].
public sealed interface Result<T> {
  record Ok<T>(T value) implements Result<T> {}

  record Failed<T>(Fault fault) implements Result<T> {}

  static <T> Result<T> ok(T value) {
    return new Ok<>(value);
  }

  static <T> Result<T> failed(Fault fault) {
    return new Failed<>(fault);
  }
}
