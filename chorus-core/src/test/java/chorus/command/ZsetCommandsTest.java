package chorus.command;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.resp.Bytes;
import chorus.resp.Protocol;
import chorus.resp.Reply;
import chorus.value.RowKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Transcripts of the commands on sorted sets, and the laws of their rows.
final class ZsetCommandsTest {
  private static final int MANY = 20_000;

  private final MapView database = new MapView();

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        ZADD z 1 a 2 b 1 c => :3|
        ZADD z 1 a 3 b 4 d => :1|
        ZADD z CH 1 a 2 b 4 d => :1|
        ZADD z 5 e 6 e => :1|
        ZCARD z => :5|
        ZSCORE z e => $1|6|
        ZSCORE z none => $-1|
        ZSCORE none a => $-1|
        ZMSCORE z a none b => *3|$1|1|$-1|$1|2|
        ZMSCORE none a b => *2|$-1|$-1|
        TYPE z => +zset|
        EXISTS z => :1|
        ZRANGE z 0 -1 => *5|$1|a|$1|c|$1|b|$1|d|$1|e|
        ZRANGE z 0 -1 WITHSCORES => *10|$1|a|$1|1|$1|c|$1|1|$1|b|$1|2|$1|d|$1|4|$1|e|$1|6|
        ZREM z none => :0|
        ZREM none a => :0|
        ZREM z a a b => :2|
        ZREM z c d e => :3|
        EXISTS z => :0|
        TYPE z => +none|
        DBSIZE => :0|
        ZCARD none => :0|
        """,
        """
        ZADD z NX 1 a => :1|
        ZADD z NX CH 2 a 3 b => :1|
        ZSCORE z a => $1|1|
        ZADD z XX CH 5 a 6 none => :1|
        ZADD none XX 1 a => :0|
        ZADD none XX INCR 1 a => $-1|
        EXISTS none => :0|
        ZADD z GT CH 4 a 4 b => :1|
        ZADD z LT CH 4 a 5 b => :1|
        ZADD z GT CH 9 new => :1|
        ZADD z XX GT CH 10 new 10 newer => :1|
        ZADD z INCR 2 a => $1|6|
        ZADD z NX INCR 2 a => $-1|
        ZADD z XX INCR 2 a => $1|8|
        ZADD z GT INCR -1 a => $-1|
        ZADD z LT INCR 0 a => $-1|
        ZADD z CH INCR 1 a => $1|9|
        ZADD z NX INCR 2 first => $1|2|
        ZADD z XX INCR 2 unknown => $-1|
        ZRANGE z 0 -1 WITHSCORES => *8|$5|first|$1|2|$1|b|$1|4|$1|a|$1|9|$3|new|$2|10|
        ZINCRBY z 3 a => $2|12|
        ZINCRBY z -1.5 a => $4|10.5|
        ZINCRBY fresh 2 a => $1|2|
        ZINCRBY z nx a => -ERR syntax error|
        ZINCRBY z inf a => $3|inf|
        ZINCRBY z -inf a => -ERR resulting score is not a number (NaN)|
        ZADD z INCR -inf a => -ERR resulting score is not a number (NaN)|
        ZADD z NX INCR -inf a => $-1|
        ZSCORE z a => $3|inf|
        """,
        """
        ZADD z 1 => -ERR wrong number of arguments for 'zadd' command|
        ZADD z 1 a 2 => -ERR syntax error|
        ZADD z NX => -ERR wrong number of arguments for 'zadd' command|
        ZADD z NX CH => -ERR syntax error|
        ZADD z x a => -ERR value is not a valid float|
        ZADD z 1 a x b => -ERR value is not a valid float|
        EXISTS z => :0|
        ZADD z NX XX 1 a => -ERR XX and NX options at the same time are not compatible|
        ZADD z NX GT 1 a => -ERR GT, LT, and/or NX options at the same time are not compatible|
        ZADD z NX LT 1 a => -ERR GT, LT, and/or NX options at the same time are not compatible|
        ZADD z GT LT 1 a => -ERR GT, LT, and/or NX options at the same time are not compatible|
        ZADD z NX XX GT 1 a => -ERR XX and NX options at the same time are not compatible|
        ZADD z INCR 1 a 2 b => -ERR INCR option supports a single increment-element pair|
        ZADD z nan a => -ERR value is not a valid float|
        ZADD z 1e400 a => -ERR value is not a valid float|
        ZADD z 1e-400 a => -ERR value is not a valid float|
        ZADD z 1x a => -ERR value is not a valid float|
        ZADD z 1.5f a => -ERR value is not a valid float|
        ZADD z 1e a => -ERR value is not a valid float|
        ZADD z . a => -ERR value is not a valid float|
        ZADD z  a => -ERR value is not a valid float|
        ZADD z NX XX x a => -ERR XX and NX options at the same time are not compatible|
        ZINCRBY z x a => -ERR value is not a valid float|
        EXISTS z => :0|
        SET text t => +OK|
        ZADD text 1 a => -WRONGTYPE Operation against a key holding the wrong kind of value|
        ZADD text x a => -ERR value is not a valid float|
        ZADD text NX XX 1 a => -ERR XX and NX options at the same time are not compatible|
        ZINCRBY text 1 a => -WRONGTYPE Operation against a key holding the wrong kind of value|
        ZCARD text => -WRONGTYPE Operation against a key holding the wrong kind of value|
        ZSCORE text a => -WRONGTYPE Operation against a key holding the wrong kind of value|
        ZMSCORE text a => -WRONGTYPE Operation against a key holding the wrong kind of value|
        ZREM text a => -WRONGTYPE Operation against a key holding the wrong kind of value|
        ZRANK text a => -WRONGTYPE Operation against a key holding the wrong kind of value|
        ZRANGE text 0 -1 => -WRONGTYPE Operation against a key holding the wrong kind of value|
        ZCOUNT text 0 1 => -WRONGTYPE Operation against a key holding the wrong kind of value|
        ZLEXCOUNT text - + => -WRONGTYPE Operation against a key holding the wrong kind of value|
        ZRANDMEMBER text => -WRONGTYPE Operation against a key holding the wrong kind of value|
        ZSCAN text 0 => -WRONGTYPE Operation against a key holding the wrong kind of value|
        ZPOPMIN text => -WRONGTYPE Operation against a key holding the wrong kind of value|
        ZPOPMIN text 0 => -WRONGTYPE Operation against a key holding the wrong kind of value|
        ZREMRANGEBYLEX text - + => -WRONGTYPE Operation against a key holding the wrong kind of value|
        ZRANGEBYLEX text - + => -WRONGTYPE Operation against a key holding the wrong kind of value|
        ZMPOP 1 text MIN => -WRONGTYPE Operation against a key holding the wrong kind of value|
        ZUNION 1 text => -WRONGTYPE Operation against a key holding the wrong kind of value|
        SET text again => +OK|
        """,
        """
        ZADD z inf pinf -inf minf 1e20 big 5 five 0x10 sixteen +3 three .5 half 6. six Infinity other 007 seven => :10|
        ZRANGE z 0 -1 WITHSCORES => *20|$4|minf|$4|-inf|$4|half|$3|0.5|$5|three|$1|3|$4|five|$1|5|$3|six|$1|6|$5|seven|$1|7|$7|sixteen|$2|16|$3|big|$5|1e+20|$5|other|$3|inf|$4|pinf|$3|inf|
        ZADD n 123456789012345 a 1e16 b 1e17 c 9007199254740993 d -0.25 e 1e-5 f 0x1p-2 g 0x.8 h => :8|
        ZRANGE n 0 -1 WITHSCORES => *16|$1|e|$5|-0.25|$1|f|$5|1e-05|$1|g|$4|0.25|$1|h|$3|0.5|$1|a|$15|123456789012345|$1|d|$16|9007199254740992|$1|b|$17|10000000000000000|$1|c|$5|1e+17|
        ZADD o -0 a 0 b 0.0 c => :3|
        ZRANGE o 0 -1 WITHSCORES => *6|$1|a|$1|0|$1|b|$1|0|$1|c|$1|0|
        ZRANK o c => :2|
        """,
        """
        ZADD z 1 a 1 b 2 c 3 d => :4|
        ZRANK z a => :0|
        ZRANK z d => :3|
        ZREVRANK z a => :3|
        ZREVRANK z d => :0|
        ZRANK z none => $-1|
        ZREVRANK z none => $-1|
        ZRANK none a => $-1|
        ZRANK z => -ERR wrong number of arguments for 'zrank' command|
        ZRANGE z 0 0 => *1|$1|a|
        ZRANGE z 1 2 => *2|$1|b|$1|c|
        ZRANGE z -2 -1 => *2|$1|c|$1|d|
        ZRANGE z -100 100 => *4|$1|a|$1|b|$1|c|$1|d|
        ZRANGE z 3 1 => *0|
        ZRANGE z 4 9 => *0|
        ZRANGE z 0 -5 => *0|
        ZRANGE z 0 1 REV => *2|$1|d|$1|c|
        ZRANGE z -1 -1 REV WITHSCORES => *2|$1|a|$1|1|
        ZRANGE z 1 9 rev => *3|$1|c|$1|b|$1|a|
        ZRANGE none 0 -1 => *0|
        ZREVRANGE z 0 1 => *2|$1|d|$1|c|
        ZREVRANGE z 1 -2 WITHSCORES => *4|$1|c|$1|2|$1|b|$1|1|
        ZREVRANGE none 0 -1 => *0|
        ZRANGE z x 1 => -ERR value is not an integer or out of range|
        ZRANGE z 0 1.5 => -ERR value is not an integer or out of range|
        ZRANGE z 0 1 LIMIT 0 1 => -ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX|
        ZRANGE z 0 1 LIMIT 7 -1 => *2|$1|a|$1|b|
        ZRANGE z 0 1 LIMIT 0 => -ERR syntax error|
        ZRANGE z 0 1 LIMIT x 1 => -ERR value is not an integer or out of range|
        ZRANGE z 0 1 WITHSCORE => -ERR syntax error|
        ZRANGE z 0 1 BYSCORE BYLEX => -ERR syntax error|
        ZRANGE z 0 1 BYSCORE BYSCORE => -ERR syntax error|
        ZRANGE z 0 1 REV REV => -ERR syntax error|
        ZRANGE z - + BYLEX WITHSCORES => -ERR syntax error, WITHSCORES not supported in combination with BYLEX|
        ZREVRANGE z 0 1 REV => -ERR syntax error|
        ZREVRANGE z 0 1 BYSCORE => -ERR syntax error|
        ZREVRANGE z 0 1 LIMIT 0 1 => -ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX|
        ZRANGE z 9223372036854775807 -9223372036854775808 => *0|
        """,
        """
        ZADD z 1 a 2 b 2 c 3 d 4 e => :5|
        ZRANGEBYSCORE z 2 3 => *3|$1|b|$1|c|$1|d|
        ZRANGEBYSCORE z (2 3 WITHSCORES => *2|$1|d|$1|3|
        ZRANGEBYSCORE z 2 (3 => *2|$1|b|$1|c|
        ZRANGEBYSCORE z (2 (2 => *0|
        ZRANGEBYSCORE z -inf +inf LIMIT 1 2 => *2|$1|b|$1|c|
        ZRANGEBYSCORE z -inf +inf LIMIT 1 -1 => *4|$1|b|$1|c|$1|d|$1|e|
        ZRANGEBYSCORE z -inf +inf LIMIT -1 2 => *0|
        ZRANGEBYSCORE z -inf +inf LIMIT 9 2 => *0|
        ZRANGEBYSCORE z -inf +inf LIMIT 0 0 => *0|
        ZRANGEBYSCORE z 3 2 => *0|
        ZRANGEBYSCORE z x 2 => -ERR min or max is not a float|
        ZRANGEBYSCORE z 1 ( => *0|
        ZRANGEBYSCORE z 1 ((2 => -ERR min or max is not a float|
        ZRANGEBYSCORE z nan 2 => -ERR min or max is not a float|
        ZRANGEBYSCORE z 1 2 BYSCORE => -ERR syntax error|
        ZRANGEBYSCORE z 1 2 REV => -ERR syntax error|
        ZRANGEBYSCORE none 1 2 => *0|
        ZREVRANGEBYSCORE z 3 2 => *3|$1|d|$1|c|$1|b|
        ZREVRANGEBYSCORE z (3 -inf WITHSCORES LIMIT 1 2 => *4|$1|b|$1|2|$1|a|$1|1|
        ZREVRANGEBYSCORE z 2 3 => *0|
        ZRANGE z 2 3 BYSCORE => *3|$1|b|$1|c|$1|d|
        ZRANGE z 3 2 BYSCORE REV LIMIT 0 2 => *2|$1|d|$1|c|
        ZRANGE z (1 +inf byscore withscores limit 1 1 => *2|$1|c|$1|2|
        ZCOUNT z 2 3 => :3|
        ZCOUNT z (2 +inf => :2|
        ZCOUNT z -inf (1 => :0|
        ZCOUNT z 3 2 => :0|
        ZCOUNT z x 2 => -ERR min or max is not a float|
        ZCOUNT none 1 2 => :0|
        """,
        """
        ZADD z 0 a 0 aa 0 b 0 c => :4|
        ZRANGEBYLEX z - + => *4|$1|a|$2|aa|$1|b|$1|c|
        ZRANGEBYLEX z + - => *0|
        ZRANGEBYLEX z [a (b => *2|$1|a|$2|aa|
        ZRANGEBYLEX z (a [b => *2|$2|aa|$1|b|
        ZRANGEBYLEX z [aa + => *3|$2|aa|$1|b|$1|c|
        ZRANGEBYLEX z - (a => *0|
        ZRANGEBYLEX z (a (aa => *0|
        ZRANGEBYLEX z [b [a => *0|
        ZRANGEBYLEX z - + LIMIT 1 2 => *2|$2|aa|$1|b|
        ZRANGEBYLEX z - + WITHSCORES => -ERR syntax error, WITHSCORES not supported in combination with BYLEX|
        ZRANGEBYLEX z a b => -ERR min or max not valid string range item|
        ZRANGEBYLEX z [a b => -ERR min or max not valid string range item|
        ZRANGEBYLEX z -a + => -ERR min or max not valid string range item|
        ZREVRANGEBYLEX z + - => *4|$1|c|$1|b|$2|aa|$1|a|
        ZREVRANGEBYLEX z (c [aa LIMIT 1 1 => *1|$2|aa|
        ZREVRANGEBYLEX z - + => *0|
        ZRANGE z [aa + BYLEX => *3|$2|aa|$1|b|$1|c|
        ZRANGE z + [aa BYLEX REV LIMIT 0 2 => *2|$1|c|$1|b|
        ZLEXCOUNT z - + => :4|
        ZLEXCOUNT z (a [b => :2|
        ZLEXCOUNT z x + => -ERR min or max not valid string range item|
        ZLEXCOUNT none - + => :0|
        ZREMRANGEBYLEX z [aa (c => :2|
        ZREMRANGEBYLEX z x y => -ERR min or max not valid string range item|
        ZREMRANGEBYLEX none - + => :0|
        ZRANGE z 0 -1 => *2|$1|a|$1|c|
        ZREMRANGEBYLEX z - + => :2|
        EXISTS z => :0|
        """,
        """
        ZADD z 1 a 2 b 3 c 4 d 5 e 6 f => :6|
        ZREMRANGEBYRANK z 0 0 => :1|
        ZREMRANGEBYRANK z -1 -1 => :1|
        ZREMRANGEBYRANK z 3 1 => :0|
        ZREMRANGEBYRANK z x 1 => -ERR value is not an integer or out of range|
        ZREMRANGEBYRANK none 0 -1 => :0|
        ZRANGE z 0 -1 => *4|$1|b|$1|c|$1|d|$1|e|
        ZREMRANGEBYSCORE z (2 3 => :1|
        ZREMRANGEBYSCORE z 9 10 => :0|
        ZREMRANGEBYSCORE z x 10 => -ERR min or max is not a float|
        ZREMRANGEBYSCORE none 1 2 => :0|
        ZRANGE z 0 -1 => *3|$1|b|$1|d|$1|e|
        ZREMRANGEBYRANK z 0 -1 => :3|
        EXISTS z => :0|
        """,
        """
        ZADD z 1 a 2 b 3 c 4 d 5 e => :5|
        ZADD y 7 y => :1|
        ZPOPMIN z => *2|$1|a|$1|1|
        ZPOPMAX z => *2|$1|e|$1|5|
        ZPOPMIN z 0 => *0|
        ZPOPMIN z 2 => *4|$1|b|$1|2|$1|c|$1|3|
        ZPOPMAX z 9 => *2|$1|d|$1|4|
        ZPOPMAX z => *0|
        ZPOPMIN none 3 => *0|
        EXISTS z => :0|
        ZPOPMIN y -1 => -ERR value is out of range, must be positive|
        ZPOPMIN y x => -ERR value is out of range, must be positive|
        ZPOPMIN y 1 2 => -ERR syntax error|
        ZADD z 1 a 2 b 3 c => :3|
        ZMPOP 2 none z MIN => *2|$1|z|*1|*2|$1|a|$1|1|
        ZMPOP 2 z y MAX COUNT 2 => *2|$1|z|*2|*2|$1|c|$1|3|*2|$1|b|$1|2|
        ZMPOP 2 z y min count 9 => *2|$1|y|*1|*2|$1|y|$1|7|
        ZMPOP 2 z none MAX => *-1|
        ZMPOP 0 y MIN => -ERR numkeys should be greater than 0|
        ZMPOP x y MIN => -ERR numkeys should be greater than 0|
        ZMPOP 2 y MIN => -ERR syntax error|
        ZMPOP 1 y MID => -ERR syntax error|
        ZMPOP 1 y MIN COUNT 0 => -ERR count should be greater than 0|
        ZMPOP 1 y MIN COUNT => -ERR syntax error|
        ZMPOP 1 y MIN COUNT 1 COUNT 1 => -ERR syntax error|
        ZMPOP 1 y => -ERR wrong number of arguments for 'zmpop' command|
        ZCARD y => :0|
        """,
        """
        ZADD a 1 x 2 y 3 z => :3|
        ZADD b 10 y 20 z 30 w => :3|
        SADD s y z v => :3|
        ZUNION 2 a b WITHSCORES => *8|$1|x|$1|1|$1|y|$2|12|$1|z|$2|23|$1|w|$2|30|
        ZUNION 2 a b => *4|$1|x|$1|y|$1|z|$1|w|
        ZUNION 2 a b WEIGHTS 2 0.5 WITHSCORES => *8|$1|x|$1|2|$1|y|$1|9|$1|w|$2|15|$1|z|$2|16|
        ZUNION 2 a b AGGREGATE MIN WITHSCORES => *8|$1|x|$1|1|$1|y|$1|2|$1|z|$1|3|$1|w|$2|30|
        ZUNION 2 a b AGGREGATE max WITHSCORES => *8|$1|x|$1|1|$1|y|$2|10|$1|z|$2|20|$1|w|$2|30|
        ZUNION 2 a s WEIGHTS 1 10 AGGREGATE SUM WITHSCORES => *8|$1|x|$1|1|$1|v|$2|10|$1|y|$2|12|$1|z|$2|13|
        ZUNION 2 none a => *3|$1|x|$1|y|$1|z|
        ZINTER 2 a b WITHSCORES => *4|$1|y|$2|12|$1|z|$2|23|
        ZINTER 3 a b s WEIGHTS 1 1 100 WITHSCORES => *4|$1|y|$3|112|$1|z|$3|123|
        ZINTER 2 a none => *0|
        ZDIFF 2 a b WITHSCORES => *2|$1|x|$1|1|
        ZDIFF 2 a s => *1|$1|x|
        ZDIFF 1 s WITHSCORES => *6|$1|v|$1|1|$1|y|$1|1|$1|z|$1|1|
        ZDIFF 2 none a => *0|
        ZDIFF 2 a a => *0|
        ZUNIONSTORE d 2 a b => :4|
        ZRANGE d 0 -1 WITHSCORES => *8|$1|x|$1|1|$1|y|$2|12|$1|z|$2|23|$1|w|$2|30|
        ZINTERSTORE d 2 a b AGGREGATE MAX => :2|
        ZRANGE d 0 -1 WITHSCORES => *4|$1|y|$2|10|$1|z|$2|20|
        ZDIFFSTORE d 2 a b => :1|
        ZRANGE d 0 -1 WITHSCORES => *2|$1|x|$1|1|
        ZINTERSTORE d 2 a none => :0|
        EXISTS d => :0|
        ZUNIONSTORE a 2 a a WEIGHTS 2 3 => :3|
        ZRANGE a 0 -1 WITHSCORES => *6|$1|x|$1|5|$1|y|$2|10|$1|z|$2|15|
        SET text t => +OK|
        ZUNIONSTORE text 1 b => :3|
        TYPE text => +zset|
        SET text t => +OK|
        ZDIFFSTORE text 1 none => :0|
        EXISTS text => :0|
        ZINTERCARD 2 a b => :2|
        ZINTERCARD 2 a b LIMIT 1 => :1|
        ZINTERCARD 2 a b LIMIT 0 => :2|
        ZINTERCARD 2 a none => :0|
        """,
        """
        ZADD a 1 x => :1|
        SET text t => +OK|
        HSET hash f v => :1|
        ZUNION 0 a => -ERR at least 1 input key is needed for 'zunion' command|
        ZUNIONSTORE d -1 a => -ERR at least 1 input key is needed for 'zunionstore' command|
        ZINTER x a => -ERR value is not an integer or out of range|
        ZDIFF 2 a => -ERR syntax error|
        ZDIFFSTORE d 0 a => -ERR at least 1 input key is needed for 'zdiffstore' command|
        ZINTERCARD 0 a => -ERR at least 1 input key is needed for 'zintercard' command|
        ZUNION 1 text => -WRONGTYPE Operation against a key holding the wrong kind of value|
        ZUNION 1 hash => -WRONGTYPE Operation against a key holding the wrong kind of value|
        ZUNION 2 a text BAD => -WRONGTYPE Operation against a key holding the wrong kind of value|
        ZUNION 1 a WEIGHTS => -ERR syntax error|
        ZUNION 1 a WEIGHTS x => -ERR weight value is not a float|
        ZUNION 1 a WEIGHTS 1 2 => -ERR syntax error|
        ZUNION 1 a AGGREGATE => -ERR syntax error|
        ZUNION 1 a AGGREGATE AVG => -ERR syntax error|
        ZUNION 1 a WITHSCORES WITHSCORES => *2|$1|x|$1|1|
        ZUNIONSTORE d 1 a WITHSCORES => -ERR syntax error|
        ZDIFF 1 a WEIGHTS 1 => -ERR syntax error|
        ZDIFFSTORE d 1 a WITHSCORES => -ERR syntax error|
        ZINTERCARD 1 a LIMIT -1 => -ERR LIMIT can't be negative|
        ZINTERCARD 1 a LIMIT x => -ERR LIMIT can't be negative|
        ZINTERCARD 1 a LIMIT => -ERR syntax error|
        ZINTERCARD 1 a WITHSCORES => -ERR syntax error|
        ZADD p inf i 0 o => :2|
        ZADD m -inf i 0 o => :2|
        ZUNION 2 p m WITHSCORES => *4|$1|i|$1|0|$1|o|$1|0|
        ZINTER 2 p m WEIGHTS 0 1 WITHSCORES => *4|$1|i|$4|-inf|$1|o|$1|0|
        ZUNION 1 p WEIGHTS 0 WITHSCORES => *4|$1|i|$1|0|$1|o|$1|0|
        """,
        """
        ZADD z 1 a 2 b 3 c => :3|
        ZRANGESTORE d z 0 1 => :2|
        ZRANGE d 0 -1 WITHSCORES => *4|$1|a|$1|1|$1|b|$1|2|
        ZRANGESTORE d z 2 +inf BYSCORE LIMIT 1 1 => :1|
        ZRANGE d 0 -1 WITHSCORES => *2|$1|c|$1|3|
        ZRANGESTORE d z + - BYLEX REV LIMIT 0 1 => :1|
        ZRANGESTORE d z 0 0 REV => :1|
        ZRANGE d 0 -1 => *1|$1|c|
        ZRANGESTORE z z 1 1 => :1|
        ZRANGE z 0 -1 WITHSCORES => *2|$1|b|$1|2|
        ZRANGESTORE d none 0 -1 => :0|
        EXISTS d => :0|
        SET text t => +OK|
        ZRANGESTORE text z 5 9 => :0|
        EXISTS text => :0|
        SET text t => +OK|
        ZRANGESTORE text z 0 -1 => :1|
        TYPE text => +zset|
        ZRANGESTORE d z 0 -1 WITHSCORES => -ERR syntax error|
        ZRANGESTORE d z x 1 => -ERR value is not an integer or out of range|
        ZRANGESTORE d hash 0 -1 => :0|
        HSET hash f v => :1|
        ZRANGESTORE d hash 0 -1 => -WRONGTYPE Operation against a key holding the wrong kind of value|
        """,
        """
        ZADD z 1.5 a => :1|
        ZRANDMEMBER z => $1|a|
        ZRANDMEMBER z 5 => *1|$1|a|
        ZRANDMEMBER z -2 => *2|$1|a|$1|a|
        ZRANDMEMBER z 1 WITHSCORES => *2|$1|a|$3|1.5|
        ZRANDMEMBER z 0 => *0|
        ZRANDMEMBER none => $-1|
        ZRANDMEMBER none 1 => *0|
        ZRANDMEMBER none 1 WITHSCORES => *0|
        ZRANDMEMBER z x => -ERR value is not an integer or out of range|
        ZRANDMEMBER z 1 WITHSCORE => -ERR syntax error|
        ZRANDMEMBER z 1 WITHSCORES x => -ERR syntax error|
        ZRANDMEMBER z -9223372036854775808 => -ERR value is out of range, value must between -9223372036854775807 and 9223372036854775807|
        ZRANDMEMBER z 9223372036854775807 WITHSCORES => -ERR value is out of range|
        ZSCAN z 0 => *2|$1|0|*2|$1|a|$3|1.5|
        ZSCAN z 0 MATCH b* => *2|$1|0|*0|
        ZSCAN z 0 COUNT 0 => -ERR syntax error|
        ZSCAN z x => -ERR invalid cursor|
        ZSCAN z 0 MATCH => -ERR syntax error|
        ZSCAN none 0 => *2|$1|0|*0|
        ZSCAN z 0 TYPE zset => -ERR syntax error|
        """
      })
  void sortedSetsAreThoseOfRedis(String transcript) {
    Transcripts.play(transcript);
  }

  @Test
  void scoresAreDoublesInResp3() {
    database.run("ZADD z 1 a 2.5 b");
    database.run("ZADD y inf c");
    String transcript =
        """
        ZADD z INCR 1 a => ,2|
        ZADD z NX INCR 1 a => _|
        ZINCRBY z -1 a => ,1|
        ZSCORE z b => ,2.5|
        ZSCORE y c => ,inf|
        ZSCORE z none => _|
        ZMSCORE z a none => *2|,1|_|
        ZRANK z b => :1|
        ZRANK z none => _|
        ZRANGE z 0 -1 => *2|$1|a|$1|b|
        ZRANGE z 0 -1 WITHSCORES => *2|*2|$1|a|,1|*2|$1|b|,2.5|
        ZREVRANGE z 0 0 WITHSCORES => *1|*2|$1|b|,2.5|
        ZRANGEBYSCORE z 1 1 WITHSCORES => *1|*2|$1|a|,1|
        ZRANGE none 0 -1 WITHSCORES => *0|
        ZUNION 2 z y WITHSCORES => *3|*2|$1|a|,1|*2|$1|b|,2.5|*2|$1|c|,inf|
        ZINTER 2 z y WITHSCORES => *0|
        ZDIFF 2 z y => *2|$1|a|$1|b|
        ZRANDMEMBER y => $1|c|
        ZRANDMEMBER y 1 => *1|$1|c|
        ZRANDMEMBER y 1 WITHSCORES => *1|*2|$1|c|,inf|
        ZRANDMEMBER none 1 WITHSCORES => *0|
        ZRANDMEMBER none => _|
        ZSCAN y 0 => *2|$1|0|*2|$1|c|$3|inf|
        ZMPOP 1 z MIN COUNT 2 => *2|$1|z|*2|*2|$1|a|,1|*2|$1|b|,2.5|
        ZMPOP 1 none MIN => _|
        ZPOPMIN y => *2|$1|c|,inf|
        ZPOPMIN none => *0|
        ZADD z INCR 2 d => ,2|
        ZPOPMAX z 1 => *1|*2|$1|d|,2|
        ZPOPMAX z 0 => *0|
        """;
    transcript
        .lines()
        .forEach(line -> {
          String[] parts = line.split(" => ", 2);
          assertThat(Transcripts.resp(database.run(parts[0]), Protocol.RESP3))
              .as(parts[0])
              .isEqualTo(parts[1]);
        });
  }

  @Test
  void aScanGivesEveryMemberOnceWithItsScore() {
    fill("z", 0, 1_000);
    var found = new ArrayList<String>();
    String cursor = "0";
    do {
      List<Reply> page =
          ((Reply.Array) database.run("ZSCAN z " + cursor + " COUNT 100")).elements();
      cursor = text(page.getFirst());
      List<Reply> pairs = ((Reply.Array) page.getLast()).elements();
      for (int i = 0; i < pairs.size(); i += 2) {
        assertThat(text(pairs.get(i))).isEqualTo("m" + text(pairs.get(i + 1)));
        found.add(text(pairs.get(i)));
      }
    } while (!cursor.equals("0"));
    assertThat(found).hasSize(1_000).doesNotHaveDuplicates();
  }

  @Test
  void poppedMembersComeInOrderAndTakeTheirRowsWithThem() {
    fill("z", 0, 200);
    for (int i = 0; i < 100; i++) {
      assertThat(database.run("ZPOPMIN z")).isEqualTo(member(i));
      assertThat(database.run("ZPOPMAX z")).isEqualTo(member(199 - i));
    }
    assertThat(database.run("EXISTS z")).isEqualTo(Reply.ZERO);
    assertThat(database.count(RowKind.ELEMENT)).as("the last one is an orphan").isEqualTo(1);
    assertThat(database.count(RowKind.ORDER)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ZADD z 1 m1",
        "ZADD z NX 5 m1",
        "ZADD z XX 5 new",
        "ZADD z GT 0 m1",
        "ZADD z LT 2 m1",
        "ZADD z INCR 0 m1",
        "ZINCRBY z 0 m1",
        "ZREM z none",
        "ZREM none a",
        "ZPOPMIN none",
        "ZPOPMIN z 0",
        "ZREMRANGEBYSCORE z 500 600",
        "ZREMRANGEBYRANK z 500 600",
        "ZREMRANGEBYLEX z [x (a",
        "ZMPOP 1 none MAX",
        "ZDIFFSTORE none 2 z z",
        "ZRANGESTORE none z 500 600"
      })
  void whatChangesNothingWritesNoRecord(String line) {
    fill("z", 0, 100);
    assertThat(database.decide(line)).isInstanceOf(Outcome.Answer.class);
  }

  /// Beside the rows named here, one count for each level that the sorted set has: this one has
  /// one.
  @ParameterizedTest
  @CsvSource({
    "ZADD z 5.5 new, 4",
    "ZADD single 2 b, 3",
    "ZADD fresh 2 b, 3",
    "ZREM z m1, 4",
    "ZREM single a, 3",
    "ZINCRBY z 0.5 m1, 4",
    "ZPOPMIN z, 4",
    "ZREMRANGEBYRANK z 0 -1, 1",
    "DEL z, 1"
  })
  void aChangeTouchesFewRows(String line, int effects) {
    fill("z", 0, 100);
    database.run("ZADD single 1 a");
    assertThat(((Outcome.Change) database.decide(line)).effects()).hasSize(effects);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ZADD z 500.5 new",
        "ZADD z 3 m7",
        "ZINCRBY z 500 m7",
        "ZREM z m7",
        "ZSCORE z m7",
        "ZMSCORE z m7 none",
        "ZCARD z",
        "ZRANK z m9",
        "ZREVRANK z m9",
        "ZRANGE z 0 2",
        "ZRANGE z 7 9 REV",
        "ZRANGE z -3 -1",
        "ZRANGE z 5 100000 BYSCORE LIMIT 3 3",
        "ZRANGE z 100000 5 BYSCORE REV LIMIT 3 3",
        "ZCOUNT z 3 100000",
        "ZLEXCOUNT z - +",
        "ZREMRANGEBYRANK z 5 6",
        "ZREMRANGEBYSCORE z 5 6",
        "ZPOPMIN z",
        "ZPOPMAX z 2",
        "ZMPOP 2 none z MIN",
        "ZRANDMEMBER z",
        "ZRANDMEMBER z 2",
        "ZSCAN z 0",
        "ZINTERCARD 2 z small",
        "ZDIFF 2 small z",
        "ZINTER 2 z small",
        "ZRANGESTORE to z 3 5",
        "DEL z"
      })
  void whatNamesFewMembersCostsTheSameInASortedSetOfMany(String line) {
    database.run("ZADD small 1 m3");
    fill("z", 0, 10);
    long few = CountingView.rowsRead(database, line);
    fill("z", 10, MANY);
    long many = CountingView.rowsRead(database, line);
    assertThat(many).isLessThanOrEqualTo(few + 700);
    if (database.decide(line) instanceof Outcome.Change change) {
      assertThat(change.effects()).hasSizeLessThan(30);
    }
  }

  @Test
  void aRankFromTheMiddleOfManyIsRight() {
    fill("z", 0, MANY);
    assertThat(database.run("ZRANK z m12345")).isEqualTo(new Reply.Int(12_345));
    assertThat(database.run("ZRANGE z 12345 12345")).isEqualTo(Reply.array(Reply.bulk("m12345")));
    assertThat(database.run("ZCOUNT z 100 (19000")).isEqualTo(new Reply.Int(18_900));
  }

  @Test
  void membersAreBytesOfAnyKind() {
    Bytes odd = Bytes.wrap(new byte[] {0, (byte) 0xff, '\r', '\n'});
    Bytes z = Bytes.utf8("z");
    Bytes one = Bytes.utf8("1");
    assertThat(database.run(Bytes.utf8("ZADD"), z, one, odd, one, Bytes.EMPTY))
        .isEqualTo(Reply.integer(2));
    assertThat(database.run("ZRANGE z 0 -1"))
        .isEqualTo(Reply.array(Reply.EMPTY_BULK, Reply.bulk(odd)));
    assertThat(database.run(Bytes.utf8("ZRANK"), z, Bytes.EMPTY)).isEqualTo(Reply.ZERO);
    assertThat(database.run("ZCOUNT z 1 1")).isEqualTo(Reply.integer(2));
  }

  @Test
  void aNewSortedSetUnderAnOldNameHasNoneOfItsMembers() {
    database.run("ZADD z 1 old");
    database.run("DEL z");
    database.run("ZADD z 2 new");
    assertThat(database.run("ZRANGE z 0 -1")).isEqualTo(Reply.array(Reply.bulk("new")));
    assertThat(database.run("ZRANK z old")).isEqualTo(Reply.NULL);
  }

  /// Adds `m<from>` up to before `m<to>`, with those numbers as scores.
  private void fill(String key, int from, int to) {
    List<String> words = new ArrayList<>(List.of("ZADD", key));
    IntStream.range(from, to).forEach(i -> words.addAll(List.of("" + i, "m" + i)));
    assertThat(database.run(words.toArray(String[]::new))).isEqualTo(Reply.integer(to - from));
  }

  private static Reply member(int i) {
    return Reply.array(Reply.bulk("m" + i), new Reply.DoubleReply(i));
  }

  private static String text(Reply reply) {
    return ((Reply.Bulk) reply).value().utf8();
  }
}
