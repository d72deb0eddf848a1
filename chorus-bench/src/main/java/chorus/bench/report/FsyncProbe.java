package chorus.bench.report;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/// What a sync costs on this disk: the figure that makes runs on two machines comparable.
public final class FsyncProbe {
  private static final int BLOCK_BYTES = 4096;
  private static final int ROUNDS = 300;

  private FsyncProbe() {}

  /// The median time, in microseconds, of appending 4 KiB to a file below `directory` and syncing
  /// it.
  public static double medianMicros(Path directory) throws IOException {
    Path file = Files.createTempFile(directory, "fsync", ".probe");
    long[] nanos = new long[ROUNDS];
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.APPEND)) {
      ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES);
      for (int i = 0; i < ROUNDS; i++) {
        long began = System.nanoTime();
        channel.write(block.clear());
        channel.force(false);
        nanos[i] = System.nanoTime() - began;
      }
    } finally {
      Files.delete(file);
    }
    Arrays.sort(nanos);
    return nanos[ROUNDS / 2] / 1e3;
  }
}
