package chorus;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.MonitorInstruction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What makes two runs of one seed differ and cannot be said as a list of banned signatures; that
/// list is `config/core-bans.txt`.
final class DeterminismTest {

  private static final Set<String> WALKS =
      Set.of("entrySet", "keySet", "values", "forEach", "replaceAll");

  /// A `HashMap` is fine to look things up in. Walking one is not, and behind the type `Map` nobody
  /// can tell, so a map that is walked is declared by its order: `SequencedMap`, `SortedMap`,
  /// `EnumMap`.
  @Test
  void onlyAMapWithAKnownOrderIsWalked() {
    List<String> unordered = List.of(Map.class.getName(), HashMap.class.getName());
    assertThat(
            FloorsTest.CORE.stream()
                .flatMap(type -> type.getAccessesFromSelf().stream())
                .filter(access -> WALKS.contains(access.getName()))
                .filter(access -> unordered.contains(access.getTargetOwner().getName()))
                .map(JavaAccess::getDescription)
                .sorted())
        .as("walks over a map of unknown order")
        .isEmpty();
  }

  @Test
  void noFieldIsShared() {
    assertThat(
            FloorsTest.CORE.stream()
                .flatMap(type -> type.getFields().stream())
                .filter(field -> field.getModifiers().contains(JavaModifier.VOLATILE))
                .map(JavaField::getFullName)
                .sorted())
        .as("volatile fields")
        .isEmpty();
  }

  @Test
  void nothingIsLocked() {
    assertThat(FloorsTest.CORE.stream().filter(DeterminismTest::locks).map(JavaClass::getName))
        .as("classes with a synchronized method or block")
        .isEmpty();
  }

  private static boolean locks(JavaClass type) {
    try (InputStream bytes = type.getSource().orElseThrow().getUri().toURL().openStream()) {
      return ClassFile.of().parse(bytes.readAllBytes()).methods().stream()
          .anyMatch(DeterminismTest::locks);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean locks(MethodModel method) {
    return (method.flags().flagsMask() & ClassFile.ACC_SYNCHRONIZED) != 0
        || method.code().stream()
            .flatMap(CodeModel::elementStream)
            .anyMatch(MonitorInstruction.class::isInstance);
  }
}
