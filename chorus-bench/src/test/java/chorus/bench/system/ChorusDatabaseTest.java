package chorus.bench.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class ChorusDatabaseTest {
  private static final String STATUS =
      "{\"databases\":[{\"name\":\"main\",\"leader\":\"n1\"},{\"name\":\"feed\",\"leader\":\"n3\"}]}";

  @Test
  void eachDatabaseHasItsOwnPartOfTheStatus() {
    assertEquals(
        "\"name\":\"main\",\"leader\":\"n1\"},{",
        ChorusDatabase.main("majority", "always").partOf(STATUS));
    assertEquals("\"name\":\"feed\",\"leader\":\"n3\"}]}", ChorusDatabase.feed().partOf(STATUS));
    assertEquals("", ChorusDatabase.mainInMemory().partOf(STATUS));
  }
}
