package chorus.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads JSON strictly: objects as maps in their order, lists, strings without escapes, whole
/// numbers as `Long`, `true`, `false` and null. A name twice, or anything behind the end, is an
/// error.
public final class Json {
  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  public static @Nullable Object parse(String text) {
    Json json = new Json(text);
    Object value = json.value();
    if (json.at != text.length()) {
      throw json.error("something behind the end");
    }
    return value;
  }

  private @Nullable Object value() {
    return switch (text.charAt(at)) {
      case '{' -> object();
      case '[' -> list();
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", null);
      default -> number();
    };
  }

  private Map<String, @Nullable Object> object() {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    take('{');
    while (text.charAt(at) != '}') {
      if (!members.isEmpty()) {
        take(',');
      }
      String name = string();
      take(':');
      if (members.containsKey(name)) {
        throw error("twice: " + name);
      }
      members.put(name, value());
    }
    take('}');
    return members;
  }

  private List<@Nullable Object> list() {
    List<@Nullable Object> elements = new ArrayList<>();
    take('[');
    while (text.charAt(at) != ']') {
      if (!elements.isEmpty()) {
        take(',');
      }
      elements.add(value());
    }
    take(']');
    return elements;
  }

  private String string() {
    take('"');
    var content = new StringBuilder();
    while (text.charAt(at) != '"') {
      char next = text.charAt(at++);
      if (next < ' ') {
        throw error("a string that needs escapes");
      }
      content.append(next == '\\' ? escaped() : next);
    }
    at++;
    return content.toString();
  }

  private char escaped() {
    char escape = text.charAt(at++);
    if (escape == 'u') {
      at += 4;
      return (char) Integer.parseInt(text, at - 4, at, 16);
    }
    if (escape != '"' && escape != '\\') {
      throw error("an escape that is not used here");
    }
    return escape;
  }

  private Long number() {
    int from = at;
    while (at < text.length() && "-0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return Long.valueOf(text.substring(from, at));
  }

  private <T extends @Nullable Object> T word(String word, T value) {
    if (!text.startsWith(word, at)) {
      throw error("no value");
    }
    at += word.length();
    return value;
  }

  private void take(char expected) {
    if (text.charAt(at) != expected) {
      throw error("no " + expected);
    }
    at++;
  }

  private AssertionError error(String what) {
    return new AssertionError(what + " at " + at + " of " + text);
  }
}
