package chorus.command.geo;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.Doubles;
import java.util.Locale;

/// A place on earth, in degrees.
record Point(double longitude, double latitude) {
  static final double MAX_LONGITUDE = 180;

  /// The grid is that of the web's maps, which end before the poles.
  static final double MAX_LATITUDE = 85.05112878;

  static final double EARTH_RADIUS_METERS = 6_372_797.560856;

  private static final double RADIANS = Math.PI / 180;

  /// The point that the words at `index` and behind it give.
  static Point parse(Args args, int index) {
    double longitude = Doubles.parse(args.bytes(index), CommandError::notAFloat);
    double latitude = Doubles.parse(args.bytes(index + 1), CommandError::notAFloat);
    if (!(Math.abs(longitude) <= MAX_LONGITUDE && Math.abs(latitude) <= MAX_LATITUDE)) {
      throw CommandError.err(
          String.format(Locale.ROOT, "invalid longitude,latitude pair %f,%f", longitude, latitude)
              .replace("Infinity", "inf"));
    }
    return new Point(longitude, latitude);
  }

  /// The middle of the cell that a member's score stands for.
  static Point of(double score) {
    return Cell.of((long) score).middle();
  }

  /// The score of a member that lies here.
  long score() {
    return Cell.at(this, Cell.MAX_STEP).firstScore();
  }

  /// Source: the haversine formula, on a ball.
  double metersTo(Point other) {
    double v = StrictMath.sin((other.longitude * RADIANS - longitude * RADIANS) / 2);
    if (v == 0) {
      return metersOfLatitude(other.latitude);
    }
    double u = StrictMath.sin((other.latitude * RADIANS - latitude * RADIANS) / 2);
    double cosines = StrictMath.cos(latitude * RADIANS) * StrictMath.cos(other.latitude * RADIANS);
    double a = u * u + cosines * v * v;
    return 2 * EARTH_RADIUS_METERS * StrictMath.asin(Math.sqrt(Math.min(1, a)));
  }

  /// The way along the meridian to another latitude.
  double metersOfLatitude(double other) {
    return EARTH_RADIUS_METERS * Math.abs(other * RADIANS - latitude * RADIANS);
  }
}
