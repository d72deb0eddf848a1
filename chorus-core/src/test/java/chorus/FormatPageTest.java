package chorus;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.cluster.MetaCodec;
import chorus.cluster.MetaCommand;
import chorus.log.RecordKind;
import chorus.resp.Bytes;
import chorus.value.Malformed;
import chorus.wire.PeerDecoder;
import chorus.wire.PeerMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The page of formats lists the kinds that the code reads, and no others.
final class FormatPageTest {
  private static final Path PAGE = Path.of("..", "docs", "reference", "formats.md");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| (\\d+) \\|");

  @Test
  void recordsMessagesAndCommandsHaveTheirRows() throws IOException {
    assertThat(page().keySet())
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(
                    Arrays.stream(RecordKind.values()).map(RecordKind::name),
                    names(PeerMessage.class),
                    names(MetaCommand.class))
                .flatMap(each -> each)
                .toList());
  }

  @Test
  void codesOfRecordsAreThoseOfThePage() throws IOException {
    Map<String, Integer> page = page();
    for (RecordKind kind : RecordKind.values()) {
      assertThat(page).containsEntry(kind.name(), kind.code());
    }
  }

  @Test
  void noCodeIsReadThatThePageDoesNotKnow() throws IOException {
    Map<String, Integer> page = page();
    assertThat(known(PeerDecoder::decode))
        .containsExactlyInAnyOrderElementsOf(names(PeerMessage.class).map(page::get).toList());
    assertThat(known(MetaCodec::decode))
        .containsExactlyInAnyOrderElementsOf(names(MetaCommand.class).map(page::get).toList());
  }

  /// Every final record of a sealed family, without the parts that are no members of it.
  private static Stream<String> names(Class<?> family) {
    return Arrays.stream(family.getPermittedSubclasses())
        .flatMap(each -> each.isSealed() ? names(each) : Stream.of(each.getSimpleName()));
  }

  /// The kinds that a decoder begins to read: for the others it says so at once.
  private static List<Integer> known(Consumer<Bytes> decoder) {
    return IntStream.range(0, 256)
        .filter(kind -> isKnown(decoder, Bytes.wrap(new byte[] {(byte) kind})))
        .boxed()
        .toList();
  }

  private static boolean isKnown(Consumer<Bytes> decoder, Bytes source) {
    try {
      decoder.accept(source);
      return true;
    } catch (Malformed refused) {
      return !String.valueOf(refused.getMessage()).contains("no such");
    }
  }

  private static Map<String, Integer> page() throws IOException {
    Map<String, Integer> rows = new TreeMap<>();
    ROW.matcher(Files.readString(PAGE))
        .results()
        .forEach(row -> rows.put(row.group(1), Integer.valueOf(row.group(2))));
    return rows;
  }
}
