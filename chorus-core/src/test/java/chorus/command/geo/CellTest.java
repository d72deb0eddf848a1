package chorus.command.geo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class CellTest {
  private final SplittableRandom random = new SplittableRandom(1);

  @Test
  void aPointLiesInItsCellsOfEveryStep() {
    for (int i = 0; i < 10_000; i++) {
      Point point = point();
      for (int step = 1; step <= Cell.MAX_STEP; step++) {
        Cell cell = Cell.at(point, step);
        assertThat(point.score()).isBetween(cell.firstScore(), cell.endScore() - 1);
        assertThat(point.latitude()).isBetween(cell.south(), cell.north());
        assertThat(point.longitude()).isBetween(cell.west(), cell.east());
      }
    }
  }

  @Test
  void aScoreIsAPlaceNearby() {
    for (int i = 0; i < 10_000; i++) {
      Point point = point();
      assertThat(point.metersTo(Point.of((double) point.score()))).isLessThan(1);
      assertThat(Point.of((double) point.score()).score()).isEqualTo(point.score());
    }
  }

  @Test
  void neighboursLieSideBySideAndGoAroundTheEarth() {
    Cell cell = new Cell(5, 15, 4);
    assertThat(cell.moved(1, 0)).isEqualTo(new Cell(6, 15, 4));
    assertThat(cell.moved(1, 0).south()).isEqualTo(cell.north());
    assertThat(cell.moved(0, 1)).isEqualTo(new Cell(5, 0, 4));
    assertThat(cell.moved(0, -1).east()).isEqualTo(cell.west());
    assertThat(new Cell(0, 0, 4).moved(-1, -1)).isEqualTo(new Cell(15, 15, 4));
  }

  @Test
  void theOuterEdgeIsACellOfItsOwn() {
    Point corner = new Point(Point.MAX_LONGITUDE, Point.MAX_LATITUDE);
    assertThat(Cell.at(corner, 3)).isEqualTo(new Cell(8, 8, 3));
    assertThat(Point.of((double) corner.score())).isEqualTo(corner);
  }

  private Point point() {
    return new Point(
        random.nextDouble(-Point.MAX_LONGITUDE, Point.MAX_LONGITUDE),
        random.nextDouble(-Point.MAX_LATITUDE, Point.MAX_LATITUDE));
  }
}
