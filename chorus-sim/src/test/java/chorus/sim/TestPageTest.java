package chorus.sim;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.PlantedBug;
import chorus.sim.check.Accusations;
import chorus.sim.check.ChainOrder;
import chorus.sim.check.DroppedDatabases;
import chorus.sim.check.Electorates;
import chorus.sim.check.EpochLaws;
import chorus.sim.check.ExactlyOnce;
import chorus.sim.check.HolderLaws;
import chorus.sim.check.ManualFailover;
import chorus.sim.check.Queues;
import chorus.sim.check.ReplicaLogs;
import chorus.sim.check.SentRecords;
import chorus.sim.check.Serializability;
import chorus.sim.check.StalledLeaders;
import chorus.sim.check.UniqueNumbers;
import chorus.sim.check.VectorOrder;
import chorus.sim.workload.Client;
import chorus.sim.workload.History;
import chorus.sim.workload.Mover;
import chorus.sim.workload.Operator;
import chorus.sim.workload.Reformer;
import chorus.sim.workload.WaitTrial;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The page on testing lists every law and every planted bug, and no other.
final class TestPageTest {
  private static final Path PAGE = Path.of("..", "docs", "explanation", "how-we-test.md");
  private static final Pattern BUG = Pattern.compile("(?m)^\\| `([A-Z_]+)` \\|");
  private static final Pattern LAW =
      Pattern.compile("(?m)^\\| ([a-z, ]+) \\| [^|]+ \\| `\\w+` \\|$");
  private static final List<Class<?>> CHECKERS =
      List.of(
          ReplicaLogs.class,
          ChainOrder.class,
          SentRecords.class,
          StalledLeaders.class,
          ManualFailover.class,
          EpochLaws.class,
          HolderLaws.class,
          Accusations.class,
          VectorOrder.class,
          ExactlyOnce.class,
          UniqueNumbers.class,
          Queues.class,
          Electorates.class,
          DroppedDatabases.class,
          History.class,
          Serializability.class,
          Client.class,
          WaitTrial.class,
          Operator.class,
          Reformer.class,
          Mover.class,
          Simulation.class);

  @Test
  void everyPlantedBugHasARow() throws IOException {
    assertThat(all(BUG))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(PlantedBug.values()).map(PlantedBug::name).toList());
  }

  @Test
  void everyLawHasARow() throws IOException, ReflectiveOperationException {
    List<String> laws = new ArrayList<>();
    for (Class<?> checker : CHECKERS) {
      for (Field field : checker.getFields()) {
        if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
          laws.add(String.valueOf(field.get(null)));
        }
      }
    }
    assertThat(all(LAW)).containsExactlyInAnyOrderElementsOf(laws);
  }

  private static List<String> all(Pattern pattern) throws IOException {
    return pattern.matcher(Files.readString(PAGE)).results().map(found -> found.group(1)).toList();
  }
}
