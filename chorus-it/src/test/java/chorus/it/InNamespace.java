package chorus.it;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Opens the test's own sockets in another network namespace. A thread enters it for good and opens
/// them there; they stay in it, whoever uses them. So no client needs a way into the host's
/// network, nor a process of its own.
final class InNamespace {
  /// What is done there.
  interface Task<T> {
    T run();
  }

  private static final int READ_ONLY = 0;
  private static final int CLOSE_ON_EXEC = 0x80000;
  private static final int NETWORK = 0x40000000;

  private InNamespace() {}

  /// Runs `task` in a thread that has entered `namespace` and ends with the task.
  static <T> T call(Path namespace, Task<T> task) {
    FutureTask<T> future =
        new FutureTask<>(() -> {
          enter(namespace);
          return task.run();
        });
    Thread.ofPlatform().daemon().start(future);
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException failed -> throw failed;
        case Error failed -> throw failed;
        case null, default -> throw new AssertionError(e);
      }
    }
  }

  private static void enter(Path namespace) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment path = arena.allocateFrom(namespace.toString());
      int file = (int) libc("open", ADDRESS, JAVA_INT).invokeExact(path, READ_ONLY | CLOSE_ON_EXEC);
      int entered = (int) libc("setns", JAVA_INT, JAVA_INT).invokeExact(file, NETWORK);
      int closed = (int) libc("close", JAVA_INT).invokeExact(file);
      if (entered != 0 || closed != 0) {
        throw new AssertionError("setns did not enter " + namespace);
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  @SuppressWarnings("restricted") // The JDK has no other way to ask for this.
  private static MethodHandle libc(String name, MemoryLayout... arguments) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(JAVA_INT, arguments));
  }
}
