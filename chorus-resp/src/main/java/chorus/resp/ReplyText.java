package chorus.resp;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// Reads the replies of RESP3 that are written as text. Each answers null for text that is none.
final class ReplyText {

  private ReplyText() {}

  static @Nullable Reply toDouble(String text) {
    return switch (text) {
      case "inf", "+inf" -> new Reply.DoubleReply(Double.POSITIVE_INFINITY);
      case "-inf" -> new Reply.DoubleReply(Double.NEGATIVE_INFINITY);
      case "nan", "-nan" -> new Reply.DoubleReply(Double.NaN);
      default -> toFiniteDouble(text);
    };
  }

  private static @Nullable Reply toFiniteDouble(String text) {
    for (int i = 0; i < text.length(); i++) {
      // Java would also read `1d`, `0x1p3` and spaces.
      if ("0123456789+-.eE".indexOf(text.charAt(i)) < 0) {
        return null;
      }
    }
    try {
      return new Reply.DoubleReply(Double.parseDouble(text));
    } catch (NumberFormatException notANumber) {
      return null;
    }
  }

  static @Nullable Reply toBigNumber(String text) {
    int first = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    for (int i = first; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return null;
      }
    }
    return first == text.length() ? null : new Reply.BigNumber(new BigInteger(text));
  }

  static @Nullable Reply toBool(String text) {
    return switch (text) {
      case "t" -> Reply.TRUE;
      case "f" -> Reply.FALSE;
      default -> null;
    };
  }

  /// The three characters of the format, a colon, and the text.
  static @Nullable Reply toVerbatim(Bytes bulk) {
    if (bulk.length() < 4 || bulk.at(3) != ':') {
      return null;
    }
    for (int i = 0; i < 3; i++) {
      if (bulk.at(i) <= ' ' || bulk.at(i) > '~') {
        return null;
      }
    }
    return new Reply.Verbatim(bulk.slice(0, 3).utf8(), bulk.slice(4, bulk.length()));
  }
}
