package chorus.server.resp;

import chorus.resp.DecoderLimits;

/// What clients may cost.
///
/// @param clients connections at a time; one more is told so and closed
/// @param decoder limits of one command. Where users have passwords, a connection starts with
///   [DecoderLimits#UNAUTHENTICATED]
/// @param underwayBytes bytes of commands that were read and not answered yet; above it a client is
///   not read until some are
/// @param underwayCommands the same, in commands
/// @param outputBytes bytes of replies that a client has not fetched yet; above it the connection
///   is closed
public record RespLimits(
    int clients,
    DecoderLimits decoder,
    long underwayBytes,
    int underwayCommands,
    long outputBytes) {
  public static final RespLimits DEFAULT =
      new RespLimits(10_000, DecoderLimits.AUTHENTICATED, 1L << 20, 100_000, 256L << 20);
}
