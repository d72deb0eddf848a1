package chorus.command.geo;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/// What is searched: all that lies within, in meters.
sealed interface Shape {
  /// Not a distance: the point lies outside.
  double OUTSIDE = -1;

  Point center();

  /// How far `point` is from the center, or [#OUTSIDE].
  double metersTo(Point point);

  /// Half of the height of the shape, half of its width, and how far away a point of it may be.
  Extent extent();

  /// See [#extent()].
  record Extent(double north, double east, double farthest) {}

  record Circle(Point center, double radius) implements Shape {
    @Override
    public double metersTo(Point point) {
      double meters = center.metersTo(point);
      return meters > radius ? OUTSIDE : meters;
    }

    @Override
    public Extent extent() {
      return new Extent(radius, radius, radius);
    }
  }

  record Box(Point center, double width, double height) implements Shape {
    @Override
    public double metersTo(Point point) {
      if (center.metersOfLatitude(point.latitude()) > height / 2) {
        return OUTSIDE;
      }
      Point besides = new Point(center.longitude(), point.latitude());
      return point.metersTo(besides) > width / 2 ? OUTSIDE : center.metersTo(point);
    }

    @Override
    public Extent extent() {
      double corner = Math.sqrt(width / 2 * (width / 2) + height / 2 * (height / 2));
      return new Extent(height / 2, width / 2, corner);
    }
  }

  /// The cells that together hold every point within: that of the center, and those of its eight
  /// neighbours that are needed.
  default List<Cell> cells() {
    Bounds bounds = Bounds.of(this);
    int step = step(extent().farthest(), center().latitude());
    Cell middle = Cell.at(center(), step);
    if (step > 1 && !bounds.isWithinNeighbours(middle)) {
      middle = Cell.at(center(), step - 1);
    }
    return List.copyOf(bounds.neighbourhood(middle));
  }

  /// A step at which nine cells are about as large as the shape.
  private static int step(double meters, double latitude) {
    if (meters == 0) {
      return Cell.MAX_STEP;
    }
    int step = 1;
    for (double range = meters; range < Bounds.MERCATOR_MAX; range *= 2) {
      step++;
    }
    step -= 2;
    // Cells are narrower near the poles.
    if (Math.abs(latitude) > 66) {
      step -= Math.abs(latitude) > 80 ? 2 : 1;
    }
    return Math.clamp(step, 1, Cell.MAX_STEP);
  }

  /// The degrees that a shape reaches to.
  record Bounds(double south, double north, double west, double east) {
    private static final double MERCATOR_MAX = 20_037_726.37;
    private static final double DEGREES = 180 / Math.PI;

    static Bounds of(Shape shape) {
      Extent extent = shape.extent();
      double latitude = shape.center().latitude();
      double longitude = shape.center().longitude();
      double high = extent.north() / Point.EARTH_RADIUS_METERS * DEGREES;
      double nearerToAPole = latitude < 0 ? latitude - high : latitude + high;
      double wide =
          extent.east()
              / Point.EARTH_RADIUS_METERS
              / StrictMath.cos(nearerToAPole / DEGREES)
              * DEGREES;
      return new Bounds(latitude - high, latitude + high, longitude - wide, longitude + wide);
    }

    /// Whether the cells around `middle` reach as far.
    boolean isWithinNeighbours(Cell middle) {
      return !(middle.moved(1, 0).north() < north
          || middle.moved(-1, 0).south() > south
          || middle.moved(0, 1).east() < east
          || middle.moved(0, -1).west() > west);
    }

    /// The cell and those around it, but for those on a side that it covers by itself.
    SequencedSet<Cell> neighbourhood(Cell middle) {
      boolean isSmall = middle.step() >= 2;
      var rows = new ArrayList<Integer>(List.of(0));
      var columns = new ArrayList<Integer>(List.of(0));
      if (!isSmall || !(middle.north() > north)) {
        rows.add(1);
      }
      if (!isSmall || !(middle.south() < south)) {
        rows.add(-1);
      }
      if (!isSmall || !(middle.east() > east)) {
        columns.add(1);
      }
      if (!isSmall || !(middle.west() < west)) {
        columns.add(-1);
      }
      SequencedSet<Cell> cells = new LinkedHashSet<>();
      cells.add(middle);
      rows.forEach(row -> cells.add(middle.moved(row, 0)));
      columns.forEach(column -> cells.add(middle.moved(0, column)));
      for (int row : rows) {
        columns.forEach(column -> cells.add(middle.moved(row, column)));
      }
      return cells;
    }
  }
}
