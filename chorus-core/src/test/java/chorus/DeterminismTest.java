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
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What makes two runs of one seed differ and cannot be said as a list of banned signatures; that
/// list is `config/core-bans.txt`.
final class DeterminismTest {

  private static final String HASH_MAP = HashMap.class.getName();

  private static final Set<String> MAKES = Set.of("<init>", "newHashMap");

  private static final Set<String> WALKS =
      Set.of("entrySet", "keySet", "values", "forEach", "replaceAll");

  /// A `HashMap` is fine to look things up in; walking one is not. Behind the type `Map` nobody can
  /// tell which it is, so a class that makes a `HashMap` declares the maps that it walks by their
  /// order: `SequencedMap`, `SortedMap`, `EnumMap`. A `HashMap` that leaves its class as a `Map`
  /// escapes this law.
  @Test
  void noHashMapIsWalked() {
    assertThat(
            FloorsTest.CORE.stream()
                .flatMap(type -> type.getAccessesFromSelf().stream())
                .filter(access -> WALKS.contains(access.getName()))
                .filter(DeterminismTest::mayMeetAHashMap)
                .map(JavaAccess::getDescription)
                .sorted())
        .as("walks over a map in hash order")
        .isEmpty();
  }

  /// An atomic says by its type that two strands meet in it; `volatile` says it in one easily
  /// missed word.
  @Test
  void aValueThatStrandsShareSaysSoByItsType() {
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

  private static boolean mayMeetAHashMap(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    return owner.equals(HASH_MAP)
        || (owner.equals(Map.class.getName()) && makesAHashMap(access.getOriginOwner()));
  }

  private static boolean makesAHashMap(JavaClass type) {
    JavaClass file = type;
    while (file.getEnclosingClass().isPresent()) {
      file = file.getEnclosingClass().get();
    }
    String name = file.getName();
    return FloorsTest.CORE.stream()
        .filter(each -> each.getName().equals(name) || each.getName().startsWith(name + "$"))
        .flatMap(each -> each.getAccessesFromSelf().stream())
        .anyMatch(access ->
            access.getTargetOwner().getName().equals(HASH_MAP) && MAKES.contains(access.getName()));
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
