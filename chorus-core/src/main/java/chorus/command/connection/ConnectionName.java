package chorus.command.connection;

import chorus.command.CommandError;
import chorus.resp.Bytes;

/// Names of connections and client libraries: printable ASCII without blanks, since they stand in
/// the lines of CLIENT LIST.
final class ConnectionName {
  private ConnectionName() {}

  static Bytes checked(Bytes name) {
    if (!isPlain(name)) {
      throw CommandError.err("Client names cannot contain spaces, newlines or special characters.");
    }
    return name;
  }

  static boolean isPlain(Bytes name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.at(i) < '!' || name.at(i) > '~') {
        return false;
      }
    }
    return true;
  }
}
