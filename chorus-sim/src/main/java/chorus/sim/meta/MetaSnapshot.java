package chorus.sim.meta;

import chorus.resp.Bytes;

/// The machine's whole state after the first `index` commands.
record MetaSnapshot(int index, Bytes state) {
  static final MetaSnapshot NONE = new MetaSnapshot(0, Bytes.EMPTY);
}
