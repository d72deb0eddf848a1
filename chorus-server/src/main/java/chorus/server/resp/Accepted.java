package chorus.server.resp;

/// A connection that a session is opened for.
///
/// `id` rises from 1 and is never given twice by this process. The addresses are `ip:port`. `loop`
/// numbers the client loop that everything of this connection happens on.
public record Accepted(long id, String address, String localAddress, int loop) {}
