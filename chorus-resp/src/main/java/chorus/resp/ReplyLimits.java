package chorus.resp;

/// How much one reply may ask of the client that reads it.
///
/// @param maxDepth lists, maps and sets within each other
/// @param maxLineBytes bytes of a line: a status, an error, a number, a header
/// @param maxBulkBytes bytes of one bulk
/// @param maxReplyBytes memory of one reply: its lines' and bulks' bytes, and [#ELEMENT_OVERHEAD]
///   for each element
public record ReplyLimits(int maxDepth, int maxLineBytes, int maxBulkBytes, long maxReplyBytes) {

  /// What an element costs beside its bytes, in bytes.
  public static final int ELEMENT_OVERHEAD = 48;

  /// Depth 64, lines of 64 KiB, bulks of 512 MiB, replies of 1 GiB.
  public static final ReplyLimits DEFAULT =
      new ReplyLimits(64, 64 << 10, DecoderLimits.LARGEST_BULK_BYTES, 1L << 30);

  public ReplyLimits {
    if (maxDepth < 1 || maxLineBytes < 32 || maxBulkBytes < 0 || maxReplyBytes < maxBulkBytes) {
      throw new IllegalArgumentException(
          "reply limits out of range: depth %d, line %d, bulk %d, reply %d"
              .formatted(maxDepth, maxLineBytes, maxBulkBytes, maxReplyBytes));
    }
  }
}
