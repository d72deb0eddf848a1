package chorus.cli.terminal;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// JSON in and out.
public final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  /// One line of JSON. A value that is JSON text already is a [Verbatim].
  public static String write(Object value) {
    return value instanceof Verbatim(String text) ? text : MAPPER.writeValueAsString(value);
  }

  /// The value that `text` holds; `source` names who sent it. Fields that `type` lacks are skipped,
  /// so that a newer server can be read.
  public static <T> T read(String text, Class<T> type, String source) {
    try {
      return MAPPER.readValue(text, type);
    } catch (JacksonException e) {
      throw new CliFailure(
          ExitCode.FAILED,
          "%s sent JSON that cannot be read: %s".formatted(source, e.getOriginalMessage()));
    }
  }

  /// JSON text that is passed on as it is.
  public record Verbatim(String text) {}
}
