package chorus.resp;

import java.util.Arrays;

/// Cuts lines and bulks out of a stream that arrives in chunks, looking at each byte once.
///
/// A line or bulk within one chunk is read in place; one that spans chunks is gathered in memory of
/// its own, which grows with the bytes that arrived. The chunk is borrowed until it is consumed.
final class ChunkReader {

  /// What became of a read.
  enum Read {
    /// It is complete.
    DONE,
    /// The chunk is consumed and it is not complete.
    NEED_MORE,
    /// It can never be complete: the line is too long, or the bulk is not followed by CRLF.
    BROKEN
  }

  private static final byte[] NONE = new byte[0];

  /// Gathering memory above this, in bytes, is given back when the line is done.
  private static final int KEPT_BYTES = 512;

  /// A bulk that spans chunks starts with at most this much memory.
  private static final int FIRST_BULK_BYTES = 1024;

  private byte[] chunk = NONE;
  private int position;
  private int end;

  /// The start of a line that spans chunks.
  private byte[] gathered = NONE;

  private int gatheredLength;

  private byte[] line = NONE;
  private int lineFrom;
  private int lineTo;

  private byte[] bulk = NONE;
  private int bulkRead;
  private int bulkLength;
  private Bytes bulkValue = Bytes.EMPTY;

  /// Lends `source[from, to)` to this reader until it is consumed.
  void feed(byte[] source, int from, int to) {
    if (position < end) {
      throw new IllegalStateException(
          (end - position) + " bytes of the last chunk are not decoded yet; decode until NeedMore");
    }
    chunk = source;
    position = from;
    end = to;
  }

  /// Lets go of the chunk, so that an idle connection does not keep it alive.
  void release() {
    chunk = NONE;
    line = NONE;
    position = 0;
    end = 0;
  }

  /// Whether the chunk has a byte left.
  boolean hasNext() {
    return position < end;
  }

  /// The next byte, which stays unread.
  byte peek() {
    return chunk[position];
  }

  /// Passes over the next byte.
  void skip() {
    position++;
  }

  /// Reads up to the next line feed; after `DONE` the line, without it, is [#line()] from
  /// [#lineFrom()] to [#lineTo()] until the next read. A line of more than `maxBytes` is broken,
  /// whether its end has arrived or not, so that chunk borders make no difference.
  Read readLine(int maxBytes) {
    int stop = (int) Math.min(end, position + (long) maxBytes - gatheredLength + 1);
    int at = position;
    while (at < stop && chunk[at] != '\n') {
      at++;
    }
    if (at == stop) {
      if (at < end || gatheredLength + (at - position) > maxBytes) {
        return Read.BROKEN;
      }
      gather(at);
      position = at;
      return Read.NEED_MORE;
    }
    if (gatheredLength == 0) {
      line = chunk;
      lineFrom = position;
      lineTo = at;
    } else {
      gather(at);
      line = gathered;
      lineFrom = 0;
      lineTo = gatheredLength;
      gatheredLength = 0;
      if (gathered.length > KEPT_BYTES) {
        gathered = NONE;
      }
    }
    position = at + 1;
    return Read.DONE;
  }

  /// Takes the carriage return off the end of the line; says whether there was one.
  boolean dropCarriageReturn() {
    if (lineTo > lineFrom && line[lineTo - 1] == '\r') {
      lineTo--;
      return true;
    }
    return false;
  }

  /// Takes the first byte off the line, which must not be empty.
  void dropFirst() {
    lineFrom++;
  }

  byte[] line() {
    return line;
  }

  int lineFrom() {
    return lineFrom;
  }

  int lineTo() {
    return lineTo;
  }

  /// Begins a bulk of `length` bytes and the CRLF behind it.
  void startBulk(int length) {
    bulk = NONE;
    bulkRead = 0;
    bulkLength = length;
  }

  /// Goes on reading the bulk that was started; after `DONE` it is [#bulk()].
  Read readBulk() {
    if (bulkRead == 0 && end - position >= bulkLength) {
      bulkValue = Bytes.of(chunk, position, position + bulkLength);
      bulkRead = bulkLength;
      position += bulkLength;
    } else if (bulkRead < bulkLength) {
      gatherBulk();
    }
    if (bulkRead == bulkLength && position < end && chunk[position] == '\r') {
      bulkRead++;
      position++;
    }
    if (position == end) {
      return Read.NEED_MORE;
    }
    if (bulkRead != bulkLength + 1 || chunk[position] != '\n') {
      return Read.BROKEN;
    }
    position++;
    return Read.DONE;
  }

  Bytes bulk() {
    return bulkValue;
  }

  private void gather(int to) {
    int more = to - position;
    int needed = gatheredLength + more;
    if (needed > gathered.length) {
      gathered = Arrays.copyOf(gathered, Math.max(needed, 2 * gathered.length));
    }
    System.arraycopy(chunk, position, gathered, gatheredLength, more);
    gatheredLength = needed;
  }

  private void gatherBulk() {
    int more = Math.min(bulkLength - bulkRead, end - position);
    int needed = bulkRead + more;
    if (needed > bulk.length) {
      long room = Math.max(needed, Math.max(2L * bulk.length, FIRST_BULK_BYTES));
      bulk = Arrays.copyOf(bulk, (int) Math.min(bulkLength, room));
    }
    System.arraycopy(chunk, position, bulk, bulkRead, more);
    position += more;
    bulkRead = needed;
    if (bulkRead == bulkLength) {
      bulkValue = Bytes.wrap(bulk);
      bulk = NONE;
    }
  }
}
