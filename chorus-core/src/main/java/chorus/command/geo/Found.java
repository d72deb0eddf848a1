package chorus.command.geo;

import chorus.resp.Bytes;

/// A member that lies within what was searched, and how far from its center.
record Found(Bytes member, long score, double meters) {
  Point point() {
    return Point.of((double) score);
  }
}
