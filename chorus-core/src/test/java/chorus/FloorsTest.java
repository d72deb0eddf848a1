package chorus;

import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The floors of core, as one table. A package imports lower floors only, so that what stands below
/// can be read, tested and trusted without what stands above.
final class FloorsTest {

  private static final String TABLE =
      """
      7 node
      6 database cluster
      5 single multi leaderless
      4 command session diverged ship ack repair hint
      3 log store wire
      2 conflict crdt text
      1 version time value definition
      0 base env
      -1 resp
      """;

  /// Steps to the side that are meant: the ports speak of nodes, files and faults by the types of
  /// base; rows and messages carry log records; a command does a diverged write again.
  private static final List<String> SIDEWAYS =
      List.of(
          "env -> base",
          "store -> log",
          "wire -> log",
          "session -> command",
          "command -> diverged");

  private static final Map<String, Integer> FLOORS =
      TABLE
          .lines()
          .map(line -> line.split(" ", 2))
          .flatMap(row ->
              Arrays.stream(row[1].split(" ", -1))
                  .map(name -> Map.entry(name, Integer.parseInt(row[0]))))
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("chorus");

  @Test
  void everyPackageStandsOnAFloor() {
    assertThat(
            CORE.stream().filter(type -> !FLOORS.containsKey(room(type))).map(JavaClass::getName))
        .as("classes outside the table of floors")
        .isEmpty();
  }

  @Test
  void aPackageImportsLowerFloorsOnly() {
    assertThat(
            CORE.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(FloorsTest::leavesItsRoom)
                .filter(FloorsTest::goesUpOrSideways)
                .map(Dependency::getDescription)
                .distinct()
                .sorted())
        .as("imports of the same or of a higher floor")
        .isEmpty();
  }

  @Test
  void coreNeedsTheJdkAndJSpecifyAndNothingElse() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("chorus..", "java..", "org.jspecify..")
        .allowEmptyShould(true)
        .check(CORE);
  }

  @Test
  void namesSayWhatAThingIs() {
    String vague = "(?i)utils?|helpers?|common|managers?|impl";
    noClasses()
        .should()
        .haveNameMatching("(.*\\.)?(%s)\\..*".formatted(vague))
        .orShould()
        .haveNameMatching(".*(Utils?|Helpers?|Common|Managers?|Impl)")
        .allowEmptyShould(true)
        .check(CORE);
  }

  @Test
  void javaSerializationIsNotUsed() {
    noClasses()
        .should()
        .dependOnClassesThat(
            are(
                JavaClass.Predicates.assignableTo("java.io.ObjectInputStream")
                    .or(JavaClass.Predicates.assignableTo("java.io.ObjectOutputStream"))))
        .allowEmptyShould(true)
        .check(CORE);
  }

  private static boolean leavesItsRoom(Dependency step) {
    return step.getTargetClass().getPackageName().startsWith("chorus.")
        && !room(step.getOriginClass()).equals(room(step.getTargetClass()));
  }

  private static boolean goesUpOrSideways(Dependency step) {
    String from = room(step.getOriginClass());
    String to = room(step.getTargetClass());
    return floor(to) >= floor(from) && !SIDEWAYS.contains(from + " -> " + to);
  }

  private static int floor(String room) {
    return FLOORS.getOrDefault(room, Integer.MAX_VALUE);
  }

  /// The package below `chorus` that a class stands in, however deep: `command` for
  /// `chorus.command.hash.HashSet`.
  private static String room(JavaClass type) {
    String[] path = type.getPackageName().split("\\.", -1);
    return path.length < 2 ? "" : path[1];
  }
}
