package chorus.command.zset;

/// From which end members are counted.
enum Direction {
  FORWARD,
  REVERSE
}
