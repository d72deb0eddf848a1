package chorus.store;

import chorus.resp.Bytes;

/// One row change. A record carries an ordered list of them.
public sealed interface Effect {
  Bytes row();

  record Put(Bytes row, Bytes value) implements Effect {}

  record Delete(Bytes row) implements Effect {}
}
