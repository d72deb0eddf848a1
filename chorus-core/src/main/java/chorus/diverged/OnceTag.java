package chorus.diverged;

import chorus.base.Require;
import chorus.resp.Bytes;
import chorus.value.OnceSession;

/// The write ran as `seq` of a session of CHORUS ONCE. `outcome` is what its outcome row held, so
/// that whoever does it again can keep that too.
public record OnceTag(OnceSession session, long seq, Bytes outcome) {
  public OnceTag {
    Require.that(seq > 0, "a seq is a number from 1 on", seq);
  }
}
