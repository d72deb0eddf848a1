package chorus.session;

import chorus.command.InfoSource;

/// What the shell tells a session when it opens it. Addresses are `ip:port`; `settings` are what
/// CONFIG tells and changes.
public record SessionFacts(
    long id, String address, String localAddress, Connections connections, InfoSource info) {}
