package chorus.server.info;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;

/// What this process has in memory, as Java tells it.
final class UsedMemory {
  private UsedMemory() {}

  /// The heap in use, garbage that was not collected yet included, and buffers beside it. What
  /// RocksDB holds is not among it: the resident size tells.
  static long bytes() {
    return heapBytes() + directBytes();
  }

  static long heapBytes() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /// What the heap may fill without asking the system for more.
  static long committedBytes() {
    return Runtime.getRuntime().totalMemory() + directBytes();
  }

  private static long directBytes() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }

  /// What the machine has; 0 where it does not tell.
  static long machineBytes() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : 0;
  }
}
