package chorus.session;

import chorus.resp.Bytes;
import java.util.List;

/// One client's conversation, as the front end sees it: commands go in here, replies come out of
/// the [ReplySink] that the session was opened with.
///
/// All calls come on the session's strand. Whatever the commands hold, a call returns normally: a
/// user's error is a reply.
public interface ClientSession {
  /// All whole commands of one socket read, in the order in which they came, each with its name as
  /// the first argument. The batch is the unit of work: it is routed and appended as one.
  void submit(List<List<Bytes>> commands);

  /// The connection is gone, by the client, by an error or by [ReplySink#close]. No call follows,
  /// and what is still under way is answered to nobody.
  void closed();
}
