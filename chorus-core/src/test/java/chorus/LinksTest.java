package chorus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every relative link in a page of this repository leads to a file, and where it names a heading,
/// to that heading.
final class LinksTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern LINK = Pattern.compile("\\[[^]]*]\\(([^)\\s]+)\\)");
  private static final Pattern FENCE = Pattern.compile("(?ms)^```.*?^```");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

  @Test
  void everyRelativeLinkResolves() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path page : pages()) {
      String text = FENCE.matcher(Files.readString(page)).replaceAll("");
      LINK.matcher(text)
          .results()
          .map(found -> found.group(1))
          .filter(target -> !target.contains("://") && !target.startsWith("mailto:"))
          .filter(target -> !resolves(page, target))
          .forEach(target -> broken.add(ROOT.relativize(page) + " links to " + target));
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void aLinkToNowhereIsFound() {
    Path page = ROOT.resolve("README.md");
    assertThat(resolves(page, "ARCHITECTURE.md#laws")).isTrue();
    assertThat(resolves(page, "ARCHITECTURE.md#no-such-heading")).isFalse();
    assertThat(resolves(page, "docs/no-such-page.md")).isFalse();
  }

  private static boolean resolves(Path page, String target) {
    int hash = target.indexOf('#');
    String file = hash < 0 ? target : target.substring(0, hash);
    Path linked = file.isEmpty() ? page : page.resolveSibling(file).normalize();
    if (!Files.exists(linked)) {
      return false;
    }
    return hash < 0 || anchors(linked).contains(target.substring(hash + 1));
  }

  /// The headings of a page as links name them.
  private static Set<String> anchors(Path page) {
    try {
      return HEADING
          .matcher(FENCE.matcher(Files.readString(page)).replaceAll(""))
          .results()
          .map(LinksTest::anchor)
          .collect(Collectors.toSet());
    } catch (IOException unreadable) {
      return Set.of();
    }
  }

  private static String anchor(MatchResult heading) {
    return heading
        .group(1)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N} _-]", "")
        .strip()
        .replace(' ', '-');
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    try (Stream<Path> top = Files.list(ROOT)) {
      top.filter(LinksTest::isPage).forEach(pages::add);
    }
    for (String directory : List.of("docs", "scenarios")) {
      Path below = ROOT.resolve(directory);
      if (Files.exists(below)) {
        try (Stream<Path> all = Files.walk(below)) {
          all.filter(LinksTest::isPage).forEach(pages::add);
        }
      }
    }
    return pages;
  }

  private static boolean isPage(Path file) {
    return file.toString().endsWith(".md");
  }
}
