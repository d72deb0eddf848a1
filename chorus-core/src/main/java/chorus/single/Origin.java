package chorus.single;

import chorus.resp.Bytes;

/// Who sent a batch, for those who look for the cause of something slow: `ip:port` of a connection
/// and its name; or nothing, and the node that it came through.
public record Origin(String client, Bytes name) {
  public static final Origin UNKNOWN = new Origin("", Bytes.EMPTY);
}
