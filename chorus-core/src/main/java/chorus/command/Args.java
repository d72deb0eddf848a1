package chorus.command;

import chorus.resp.Bytes;
import java.util.List;

/// The words of one command, its name included.
public record Args(List<Bytes> words) {
  public Args {
    words = List.copyOf(words);
  }
}
