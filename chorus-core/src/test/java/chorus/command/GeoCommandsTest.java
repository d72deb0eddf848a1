package chorus.command;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.resp.Protocol;
import chorus.resp.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Transcripts of the commands on places, and what a search finds.
final class GeoCommandsTest {
  private final MapView database = new MapView();

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        GEOADD g 13.361389 38.115556 Palermo 15.087269 37.502669 Catania => :2|
        GEOADD g CH 13.361389 38.115556 Palermo 15 37 Catania 12.758489 38.788135 edge => :2|
        GEOADD g NX 1 1 Palermo 2 2 new => :1|
        GEOADD g XX CH 2 3 new 1 1 none => :1|
        GEOADD g 181 10 a => -ERR invalid longitude,latitude pair 181.000000,10.000000|
        GEOADD g 10 -86 a => -ERR invalid longitude,latitude pair 10.000000,-86.000000|
        GEOADD g x 10 a => -ERR value is not a valid float|
        GEOADD g 10 x a => -ERR value is not a valid float|
        GEOADD g 10 10 a 10 => -ERR syntax error|
        GEOADD g NX XX 1 1 a => -ERR syntax error|
        GEOADD g NX CH XX => -ERR syntax error|
        GEOADD g 180 85.05112878 corner -180 -85.05112878 other => :2|
        TYPE g => +zset|
        ZSCORE g Palermo => $16|3479099956230698|
        ZCARD g => :6|
        GEODIST g Palermo Catania => $11|190442.3506|
        GEODIST g Palermo Catania km => $8|190.4424|
        GEODIST g Palermo Catania MI => $8|118.3357|
        GEODIST g Palermo Catania ft => $11|624810.8615|
        GEODIST g Palermo Palermo => $6|0.0000|
        GEODIST g Palermo none => $-1|
        GEODIST none a b => $-1|
        GEODIST g Palermo Catania yd => -ERR unsupported unit provided. please use M, KM, FT, MI|
        GEODIST g Palermo Catania m m => -ERR syntax error|
        GEOHASH g Palermo none corner other => *4|$11|sqc8b49rny0|$-1|$11|bp05b5048p0|$11|00bh0hbj200|
        GEOHASH g => *0|
        GEOHASH none a => *1|$-1|
        GEOPOS g none => *1|*-1|
        GEOPOS none a => *1|*-1|
        GEOPOS g => *0|
        """,
        """
        GEOADD g 13.361389 38.115556 Palermo 15.087269 37.502669 Catania 12.758489 38.788135 edge1 17.241510 38.788135 edge2 => :4|
        GEOSEARCH g FROMLONLAT 15 37 BYRADIUS 200 km ASC => *2|$7|Catania|$7|Palermo|
        GEOSEARCH g FROMLONLAT 15 37 BYRADIUS 200 km DESC => *2|$7|Palermo|$7|Catania|
        GEOSEARCH g FROMLONLAT 15 37 BYBOX 400 400 km ASC WITHDIST => *4|*2|$7|Catania|$7|56.4413|*2|$7|Palermo|$8|190.4424|*2|$5|edge2|$8|279.7403|*2|$5|edge1|$8|279.7405|
        GEOSEARCH g FROMLONLAT 15 37 BYBOX 400 400 km DESC COUNT 2 WITHDIST WITHHASH => *2|*3|$5|edge1|$8|279.7405|:3479273021651468|*3|$5|edge2|$8|279.7403|:3481342659049484|
        GEOSEARCH g FROMMEMBER Palermo BYRADIUS 200 km WITHHASH COUNT 1 => *1|*2|$7|Palermo|:3479099956230698|
        GEOSEARCH g FROMMEMBER Palermo BYRADIUS 1 m => *1|$7|Palermo|
        GEOSEARCH g FROMLONLAT 100 37 BYRADIUS 200 km => *0|
        GEOSEARCH g FROMLONLAT 15 37 BYRADIUS 200 km COUNT 1 ANY => *1|$7|Palermo|
        GEOSEARCH g FROMLONLAT 15 37 BYRADIUS 200 km ANY => -ERR the ANY argument requires COUNT argument|
        GEOSEARCH g FROMLONLAT 15 37 BYRADIUS 200 km COUNT 0 => -ERR COUNT must be > 0|
        GEOSEARCH g FROMLONLAT 15 37 BYRADIUS 200 km COUNT x => -ERR value is not an integer or out of range|
        GEOSEARCH g FROMLONLAT 15 37 BYRADIUS 200 km STOREDIST => -ERR syntax error|
        GEOSEARCH g FROMLONLAT 15 37 BYRADIUS 200 km STORE d => -ERR syntax error|
        GEOSEARCH g FROMLONLAT 15 37 FROMMEMBER Palermo BYRADIUS 200 km => -ERR syntax error|
        GEOSEARCH g FROMLONLAT 15 37 BYRADIUS 200 km BYBOX 1 1 km => -ERR syntax error|
        GEOSEARCH g BYRADIUS 200 km ASC WITHDIST => -ERR exactly one of FROMMEMBER or FROMLONLAT can be specified for GEOSEARCH|
        GEOSEARCH g FROMLONLAT 15 37 ASC WITHDIST => -ERR exactly one of BYRADIUS and BYBOX can be specified for GEOSEARCH|
        GEOSEARCH g FROMMEMBER none BYRADIUS 200 km => -ERR could not decode requested zset member|
        GEOSEARCH g FROMLONLAT 15 37 BYRADIUS x km => -ERR need numeric radius|
        GEOSEARCH g FROMLONLAT 15 37 BYRADIUS -1 km => -ERR radius cannot be negative|
        GEOSEARCH g FROMLONLAT 15 37 BYRADIUS 1 yd => -ERR unsupported unit provided. please use M, KM, FT, MI|
        GEOSEARCH g FROMLONLAT 15 37 BYBOX x 1 km => -ERR need numeric width|
        GEOSEARCH g FROMLONLAT 15 37 BYBOX 1 x km => -ERR need numeric height|
        GEOSEARCH g FROMLONLAT 15 37 BYBOX 1 -1 km => -ERR height or width cannot be negative|
        GEOSEARCH g FROMLONLAT 181 37 BYRADIUS 1 km => -ERR invalid longitude,latitude pair 181.000000,37.000000|
        GEOSEARCH none FROMLONLAT 15 37 BYRADIUS 200 km => *0|
        GEOSEARCH none FROMMEMBER a BYRADIUS 200 km => *0|
        GEOSEARCHSTORE d g FROMLONLAT 15 37 BYRADIUS 200 km => :2|
        ZRANGE d 0 -1 => *2|$7|Palermo|$7|Catania|
        GEODIST d Palermo Catania => $11|166274.1516|
        GEOSEARCHSTORE d g FROMLONLAT 15 37 BYRADIUS 200 km COUNT 1 STOREDIST => :1|
        ZRANGE d 0 -1 => *1|$7|Catania|
        GEOSEARCHSTORE d g FROMLONLAT 15 37 BYRADIUS 200 km WITHDIST => -ERR GEOSEARCHSTORE is not compatible with WITHDIST, WITHHASH and WITHCOORD options|
        GEOSEARCHSTORE d g FROMLONLAT 100 37 BYRADIUS 200 km => :0|
        EXISTS d => :0|
        GEOSEARCHSTORE d none FROMMEMBER a BYRADIUS 200 km => :0|
        """,
        """
        GEOADD g 13.361389 38.115556 Palermo 15.087269 37.502669 Catania => :2|
        GEORADIUS g 15 37 200 km ASC => *2|$7|Catania|$7|Palermo|
        GEORADIUS g 15 37 200 km WITHDIST DESC => *2|*2|$7|Palermo|$8|190.4424|*2|$7|Catania|$7|56.4413|
        GEORADIUS_RO g 15 37 100 km WITHHASH => *1|*2|$7|Catania|:3479447370796909|
        GEORADIUSBYMEMBER g Palermo 200 km ASC => *2|$7|Palermo|$7|Catania|
        GEORADIUSBYMEMBER_RO g Palermo 200 km COUNT 1 => *1|$7|Palermo|
        GEORADIUSBYMEMBER g none 200 km => -ERR could not decode requested zset member|
        GEORADIUSBYMEMBER none a x yd => *0|
        GEORADIUS g 15 37 x km => -ERR need numeric radius|
        GEORADIUS g 15 37 -1 km => -ERR radius cannot be negative|
        GEORADIUS g 15 97 1 km => -ERR invalid longitude,latitude pair 15.000000,97.000000|
        GEORADIUS g 15 37 200 km STORE d => :2|
        ZRANGE d 0 -1 => *2|$7|Palermo|$7|Catania|
        GEORADIUSBYMEMBER g Palermo 100 km STOREDIST d => :1|
        ZRANGE d 0 -1 WITHSCORES => *2|$7|Palermo|$1|0|
        GEORADIUS g 100 37 1 km STORE d => :0|
        EXISTS d => :0|
        GEORADIUS none 15 37 200 km STORE d => :0|
        GEORADIUS g 15 37 200 km STORE d WITHDIST => -ERR STORE option in GEORADIUS is not compatible with WITHDIST, WITHHASH and WITHCOORD options|
        GEORADIUS_RO g 15 37 200 km STORE d => -ERR syntax error|
        GEORADIUS g 15 37 200 km STORE => -ERR syntax error|
        GEORADIUS g 15 37 200 km ANY => -ERR the ANY argument requires COUNT argument|
        SET text t => +OK|
        GEORADIUS text 15 37 x km => -WRONGTYPE Operation against a key holding the wrong kind of value|
        GEOADD text 1 1 a => -WRONGTYPE Operation against a key holding the wrong kind of value|
        GEORADIUS g 15 37 200 km STORE text => :2|
        TYPE text => +zset|
        """
      })
  void placesAreThoseOfRedis(String transcript) {
    Transcripts.play(transcript);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "GEOPOS g Palermo none; *2|*2|$18|13.361389338970184|$16|38.1155563954963|*-1|",
        "GEOSEARCH g FROMMEMBER Palermo BYRADIUS 1 km WITHCOORD;"
            + "*1|*2|$7|Palermo|*2|$18|13.361389338970184|$16|38.1155563954963|"
      })
  void coordinatesHaveTheFewestDigits(String command, String reply) {
    database.run("GEOADD g 13.361389 38.115556 Palermo");
    assertThat(Transcripts.resp(database.run(command), Protocol.RESP2)).isEqualTo(reply);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "GEOPOS g Palermo none; *2|*2|,13.361389338970184|,38.1155563954963|_|",
        "GEODIST g Palermo Palermo; $6|0.0000|",
        "GEODIST g Palermo none; _|",
        "GEOHASH g Palermo none; *2|$11|sqc8b49rny0|_|",
        "GEOSEARCH g FROMMEMBER Palermo BYRADIUS 1 km WITHDIST WITHHASH;"
            + "*1|*3|$7|Palermo|$6|0.0000|:3479099956230698|"
      })
  void coordinatesAreDoublesInResp3(String command, String reply) {
    database.run("GEOADD g 13.361389 38.115556 Palermo");
    assertThat(Transcripts.resp(database.run(command), Protocol.RESP3)).isEqualTo(reply);
  }

  @Test
  void aSearchFindsAllThatLiesWithinAndNothingElse() {
    var random = new SplittableRandom(3);
    List<String> words = new ArrayList<>(List.of("GEOADD", "g"));
    for (int i = 0; i < 500; i++) {
      words.addAll(List.of("" + longitude(random), "" + latitude(random), "m" + i));
    }
    database.run(words.toArray(String[]::new));
    for (int round = 0; round < 100; round++) {
      String from = "m" + random.nextInt(500);
      double radius = Math.pow(10, random.nextDouble(4));
      var near = new ArrayList<String>();
      for (int i = 0; i < 500; i++) {
        if (distance(from, "m" + i) <= radius) {
          near.add("m" + i);
        }
      }
      String search =
          String.format(Locale.ROOT, "GEOSEARCH g FROMMEMBER %s BYRADIUS %f km", from, radius);
      assertThat(members(database.run(search))).containsExactlyInAnyOrderElementsOf(near);
    }
  }

  @Test
  void aSearchReadsWhatLiesAroundItsShape() {
    fill(0, 10);
    String search = "GEOSEARCH g FROMLONLAT 13 38 BYRADIUS 1 km";
    long few = CountingView.rowsRead(database, search);
    fill(10, 5_000);
    assertThat(CountingView.rowsRead(database, search)).isLessThan(few + 2_000);
  }

  @Test
  void theLastOfTwoStoresIsTheDestination() {
    database.run("GEOADD g 13.361389 38.115556 Palermo");
    assertThat(database.run("GEORADIUS g 13 38 200 km STORE a STOREDIST b")).isEqualTo(Reply.ONE);
    assertThat(database.run("EXISTS a b")).isEqualTo(Reply.ONE);
    assertThat(database.run("ZCARD b")).isEqualTo(Reply.ONE);
  }

  /// Places all over the earth.
  private void fill(int from, int to) {
    var random = new SplittableRandom(from);
    for (int i = from; i < to; i++) {
      database.run("GEOADD g " + longitude(random) + " " + latitude(random) + " m" + i);
    }
  }

  private double distance(String one, String other) {
    Reply distance = database.run("GEODIST g " + one + " " + other + " km");
    return Double.parseDouble(((Reply.Bulk) distance).value().utf8());
  }

  private static double longitude(SplittableRandom random) {
    return random.nextDouble(-180, 180);
  }

  private static double latitude(SplittableRandom random) {
    return random.nextDouble(-80, 80);
  }

  private static List<String> members(Reply reply) {
    return ((Reply.Array) reply)
        .elements().stream().map(each -> ((Reply.Bulk) each).value().utf8()).toList();
  }
}
