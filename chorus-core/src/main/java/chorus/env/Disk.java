package chorus.env;

import chorus.base.Done;
import chorus.resp.Bytes;
import java.util.List;

/// Files of one node's data directory, named by relative paths with `/`.
///
/// Completions of one file come in request order. Faults: `DISKFULL` (not applied), `IO` (anything
/// else). A failed sync is final: the file answers every later request with a fault, and its owner
/// stops.
public interface Disk {
  /// The names (not paths) of the files in `directory`, sorted; empty if there is none.
  void list(String directory, Completion<List<String>> done);

  /// The names (not paths) of the directories in `directory`, sorted; empty if there is none.
  void directories(String directory, Completion<List<String>> done);

  /// Opens a file for reading and appending; creates it, and its directory, durably, if absent.
  /// Appending starts at the file's present size.
  void open(String path, Completion<DiskFile> done);

  /// Replaces or creates `path` with exactly these bytes, atomically and durably.
  void replace(String path, Bytes content, Completion<Done> done);

  /// Removes a file durably; no fault if it is absent.
  void delete(String path, Completion<Done> done);

  /// Removes a directory with all in it, durably; no fault if it is absent.
  void deleteAll(String directory, Completion<Done> done);
}
