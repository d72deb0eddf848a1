package chorus.command.geo;

/// A cell of the grid that the earth is cut into: 2^`step` cells from south to north, and as many
/// from west to east. A cell's number is that of its row and that of its column, bit by bit in
/// turn, so that the cells inside of one have numbers that follow each other (a geohash).
record Cell(int row, int column, int step) {
  /// Scores are the numbers of cells at this step: 52 bits, which a double holds exactly.
  static final int MAX_STEP = 26;

  /// The cell around a point.
  static Cell at(Point point, int step) {
    return new Cell(
        index(point.latitude(), Point.MAX_LATITUDE, step),
        index(point.longitude(), Point.MAX_LONGITUDE, step),
        step);
  }

  /// The cell of the last step with this number.
  static Cell of(long number) {
    return new Cell(evenBits(number), evenBits(number >>> 1), MAX_STEP);
  }

  /// The cell so many rows north and columns east; at the edge it goes on at the opposite one.
  Cell moved(int north, int east) {
    return new Cell(beside(row, north), beside(column, east), step);
  }

  /// What lies on the outer edge stays there, one behind the last.
  private int beside(int index, int by) {
    return by == 0 ? index : (index + by) & ((1 << step) - 1);
  }

  /// The lowest score of a point inside.
  long firstScore() {
    return number() << (2 * (MAX_STEP - step));
  }

  /// The lowest score behind those of the points inside.
  long endScore() {
    return (number() + 1) << (2 * (MAX_STEP - step));
  }

  Point middle() {
    double longitude = (west() + east()) / 2;
    double latitude = (south() + north()) / 2;
    return new Point(
        Math.clamp(longitude, -Point.MAX_LONGITUDE, Point.MAX_LONGITUDE),
        Math.clamp(latitude, -Point.MAX_LATITUDE, Point.MAX_LATITUDE));
  }

  double south() {
    return edge(row, Point.MAX_LATITUDE);
  }

  double north() {
    return edge(row + 1L, Point.MAX_LATITUDE);
  }

  double west() {
    return edge(column, Point.MAX_LONGITUDE);
  }

  double east() {
    return edge(column + 1L, Point.MAX_LONGITUDE);
  }

  private long number() {
    return spread(row) | spread(column) << 1;
  }

  private double edge(long index, double max) {
    return -max + index * 1.0 / (1L << step) * (max - -max);
  }

  /// Of what lies from `-max` to `max`. At `max` itself it is one above the last one, as in Redis.
  static int index(double degrees, double max, int step) {
    return (int) ((degrees - -max) / (max - -max) * (1L << step));
  }

  /// The bits of a number, with one between each two.
  static long spread(int bits) {
    long spread = bits & 0xffff_ffffL;
    spread = (spread | spread << 16) & 0x0000_ffff_0000_ffffL;
    spread = (spread | spread << 8) & 0x00ff_00ff_00ff_00ffL;
    spread = (spread | spread << 4) & 0x0f0f_0f0f_0f0f_0f0fL;
    spread = (spread | spread << 2) & 0x3333_3333_3333_3333L;
    return (spread | spread << 1) & 0x5555_5555_5555_5555L;
  }

  private static int evenBits(long spread) {
    long bits = spread & 0x5555_5555_5555_5555L;
    bits = (bits | bits >>> 1) & 0x3333_3333_3333_3333L;
    bits = (bits | bits >>> 2) & 0x0f0f_0f0f_0f0f_0f0fL;
    bits = (bits | bits >>> 4) & 0x00ff_00ff_00ff_00ffL;
    bits = (bits | bits >>> 8) & 0x0000_ffff_0000_ffffL;
    return (int) (bits | bits >>> 16);
  }
}
