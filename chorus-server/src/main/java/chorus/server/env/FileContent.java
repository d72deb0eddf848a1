package chorus.server.env;

import chorus.base.Require;
import chorus.resp.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// The bytes of one open file: blocking, for one thread at a time.
///
/// Appends gather in the thread's staging buffer and reach the file as few large writes. Whoever
/// uses this from several threads in turn calls [#write] before the thread changes.
final class FileContent {
  private static final int PIECE = 1 << 20;

  /// Per thread and not per file: a node has many files and few IO threads.
  private static final ThreadLocal<ByteBuffer> STAGING =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(PIECE));

  private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(PIECE).asReadOnlyBuffer();

  private final FileChannel channel;

  /// The file's length, zero-filled space included.
  private long length;

  /// Where the staged bytes will go.
  private long end;

  FileContent(FileChannel channel, long length) {
    this.channel = channel;
    this.length = length;
    this.end = length;
  }

  long length() {
    return length;
  }

  /// A turn on this thread begins: nothing that another file staged may be left.
  void begin() {
    Require.that(STAGING.get().position() == 0, "a file's turn leaves nothing staged");
  }

  void append(Bytes data) throws IOException {
    ByteBuffer staging = STAGING.get();
    int from = 0;
    while (from < data.length()) {
      if (!staging.hasRemaining()) {
        write();
      }
      int size = Math.min(staging.remaining(), data.length() - from);
      staging.put(data.array(), from, size);
      from += size;
    }
  }

  /// Hands what is staged to the operating system.
  void write() throws IOException {
    ByteBuffer staging = STAGING.get().flip();
    try {
      end = writeAll(staging, end);
      length = Math.max(length, end);
    } finally {
      staging.clear();
    }
  }

  void sync() throws IOException {
    write();
    channel.force(false);
  }

  /// Writes real zeros: a file that was only made longer has no blocks, and a full disk would show
  /// at an append.
  void allocate(long wanted) throws IOException {
    write();
    if (wanted > length) {
      zero(length, wanted);
      channel.force(false);
      length = wanted;
    }
  }

  /// Undoes an [#allocate] that failed half way.
  void giveBack() throws IOException {
    channel.truncate(length);
    channel.force(false);
  }

  void cut(long position) throws IOException {
    write();
    Require.that(position >= 0 && position <= length, "a cut lies in the file", position, length);
    zero(position, length);
    channel.force(false);
    end = position;
  }

  Bytes read(long offset, int wanted) throws IOException {
    write();
    int size = Math.clamp(length - offset, 0, wanted);
    byte[] bytes = new byte[size];
    ByteBuffer staging = STAGING.get();
    try {
      int filled = 0;
      while (filled < size) {
        staging.clear().limit(Math.min(size - filled, PIECE));
        int count = channel.read(staging, offset + filled);
        if (count < 0) {
          throw new IOException("the file is shorter than its " + length + " bytes");
        }
        staging.flip().get(bytes, filled, count);
        filled += count;
      }
    } finally {
      staging.clear();
    }
    return Bytes.wrap(bytes);
  }

  void close() throws IOException {
    write();
    channel.close();
  }

  private void zero(long from, long to) throws IOException {
    long at = from;
    while (at < to) {
      ByteBuffer zeros = ZEROS.duplicate();
      zeros.limit((int) Math.min(PIECE, to - at));
      at = writeAll(zeros, at);
    }
  }

  private long writeAll(ByteBuffer buffer, long position) throws IOException {
    long at = position;
    while (buffer.hasRemaining()) {
      at += channel.write(buffer, at);
    }
    return at;
  }
}
