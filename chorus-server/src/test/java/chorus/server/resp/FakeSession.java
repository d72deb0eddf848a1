package chorus.server.resp;

import chorus.resp.Bytes;
import chorus.resp.Protocol;
import chorus.resp.Reply;
import chorus.session.ClientSession;
import chorus.session.ReplySink;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;

/// A session that echoes each command's arguments, joined by spaces; on `hold` it answers nothing
/// more until it is released; on `large` it answers a mebibyte; on `fail` it throws; on `bye` it
/// answers and closes.
final class FakeSession implements ClientSession {
  final Accepted connection;
  final ReplySink sink;
  final BlockingQueue<List<String>> batches = new LinkedBlockingQueue<>();
  final CountDownLatch closed = new CountDownLatch(1);
  private final Executor strand;
  private final List<Reply> held = new ArrayList<>();
  private boolean holding;

  FakeSession(Accepted connection, ReplySink sink, Executor strand) {
    this.strand = strand;
    this.connection = connection;
    this.sink = sink;
  }

  @Override
  public void submit(List<List<Bytes>> commands) {
    List<Reply> replies = new ArrayList<>();
    List<String> texts = commands.stream().map(FakeSession::text).toList();
    batches.add(texts);
    for (String text : texts) {
      switch (text) {
        case "fail" -> throw new IllegalStateException("a planted error");
        case "hold" -> holding = true;
        default -> {}
      }
      replies.add(text.equals("large") ? Reply.bulk("x".repeat(1 << 20)) : Reply.bulk(text));
    }
    if (holding) {
      held.addAll(replies);
    } else {
      sink.write(replies, Protocol.RESP2);
    }
    if (texts.contains("bye")) {
      sink.close();
    }
  }

  /// Answers what was held, and everything from now on. For a thread of the test.
  void release() {
    strand.execute(() -> {
      holding = false;
      sink.write(List.copyOf(held), Protocol.RESP2);
      held.clear();
    });
  }

  @Override
  public void closed() {
    closed.countDown();
  }

  private static String text(List<Bytes> command) {
    return String.join(" ", command.stream().map(Bytes::utf8).toList());
  }
}
