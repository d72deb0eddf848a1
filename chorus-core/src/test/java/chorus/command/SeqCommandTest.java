package chorus.command;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Epoch;
import chorus.base.Limits;
import chorus.base.Lsn;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.time.Hlc;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SeqCommandTest {
  private static final Moment MOMENT = new Moment(Hlc.of(1, 0), new Epoch(1), new Lsn(1), 1);

  @Test
  void oneNumberIsAnInteger() {
    Outcome.Draw draw = draw("CHORUS", "SEQ", "NEXT", "orders");
    assertThat(draw.name()).isEqualTo(Bytes.utf8("orders"));
    assertThat(draw.count()).isEqualTo(1);
    assertThat(draw.reply().apply(42)).isEqualTo(Reply.integer(42));
  }

  @Test
  void aCountOfNumbersIsAnArray() {
    Outcome.Draw draw = draw("chorus", "seq", "next", "orders", "count", "3");
    assertThat(draw.count()).isEqualTo(3);
    assertThat(draw.reply().apply(42))
        .isEqualTo(Reply.array(Reply.integer(42), Reply.integer(43), Reply.integer(44)));
    assertThat(draw("CHORUS", "SEQ", "NEXT", "orders", "COUNT", "10000").count())
        .isEqualTo(Limits.SEQUENCE_BLOCK);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "CHORUS SEQ NEXT orders COUNT 0 # ERR COUNT takes a number from 1 to 10000",
        "CHORUS SEQ NEXT orders COUNT 10001 # ERR COUNT takes a number from 1 to 10000",
        "CHORUS SEQ NEXT orders COUNT x # ERR COUNT takes a number from 1 to 10000",
        "CHORUS SEQ NEXT orders COUNT # ERR syntax error",
        "CHORUS SEQ NEXT orders MANY 3 # ERR syntax error",
        "CHORUS SEQ NEXT orders COUNT 3 4 # ERR syntax error",
        "CHORUS SEQ LAST orders # ERR syntax error",
      })
  void whatIsNotUnderstoodDrawsNothing(String line, String expected) {
    assertThat(run(line.split(" ", -1)))
        .isEqualTo(new Outcome.Answer(Reply.error("ERR", expected.substring(4))));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, Limits.SEQUENCE_NAME_BYTES + 1})
  void aNameThatIsEmptyOrTooLongDrawsNothing(int length) {
    assertThat(run("CHORUS", "SEQ", "NEXT", "s".repeat(length)))
        .isEqualTo(
            new Outcome.Answer(Reply.error("ERR", "the name of a sequence has 1 to 1024 bytes")));
  }

  @Test
  void aDrawDoesNotRunUnderOnce() {
    var rows = new MapView();
    String session = ((Reply.Bulk) rows.run("CHORUS ONCE OPEN")).value().utf8();
    assertThat(rows.run("CHORUS ONCE " + session + " 1 CHORUS SEQ NEXT orders"))
        .isEqualTo(
            Reply.error(
                "ERR",
                "'CHORUS' does not run under CHORUS ONCE: draw the number first, then write with it"));
  }

  @Test
  void aDrawIsAWriteWithoutKeys() {
    var spec = CommandTable.standard().named("chorus|seq").orElseThrow();
    assertThat(spec.isWrite()).isTrue();
    assertThat(spec.isDraw()).isTrue();
    assertThat(spec.keys(words("CHORUS", "SEQ", "NEXT", "orders"))).isEmpty();
  }

  private static Outcome.Draw draw(String... words) {
    return (Outcome.Draw) run(words);
  }

  private static Outcome run(String... words) {
    var found = (Lookup.Found) CommandTable.standard().find(words(words));
    return ((Handler.Data) found.handler()).run(new MapView(), found.args(), MOMENT);
  }

  private static List<Bytes> words(String... words) {
    return Args.of(words).words();
  }
}
