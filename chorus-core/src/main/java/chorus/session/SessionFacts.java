package chorus.session;

import chorus.command.InfoSource;
import java.util.SequencedMap;

/// What the shell tells a session when it opens it. Addresses are `ip:port`; `configuration` is
/// what CONFIG GET answers.
public record SessionFacts(
    long id,
    String address,
    String localAddress,
    Connections connections,
    InfoSource info,
    SequencedMap<String, String> configuration) {}
