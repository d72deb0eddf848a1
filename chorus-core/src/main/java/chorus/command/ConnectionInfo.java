package chorus.command;

import chorus.resp.Bytes;
import chorus.resp.Protocol;

/// One connection as CLIENT LIST shows it.
///
/// `address` and `localAddress` are `ip:port`; `lastCommand` is a full name such as `client|list`,
/// empty before the first command.
public record ConnectionInfo(
    long id,
    String address,
    String localAddress,
    Bytes name,
    Bytes libraryName,
    Bytes libraryVersion,
    int database,
    Protocol protocol,
    ReadLevel readLevel,
    OnFollower onFollower,
    String lastCommand,
    long ageSeconds,
    long idleSeconds,
    long queryBufferBytes,
    long outputBufferBytes) {}
