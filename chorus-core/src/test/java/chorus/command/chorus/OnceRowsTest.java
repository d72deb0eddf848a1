package chorus.command.chorus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chorus.base.Epoch;
import chorus.base.Lsn;
import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.CommandSpec;
import chorus.command.CommandTable;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.Row;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.store.Effect;
import chorus.store.RowCursor;
import chorus.time.Hlc;
import chorus.value.GoldenFile;
import chorus.value.Malformed;
import chorus.value.OnceKeys;
import chorus.value.OnceSession;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The values of the rows of CHORUS ONCE, and what no command of the table does yet.
final class OnceRowsTest {
  private static final OnceSession SESSION = new OnceSession(new Lsn(5), 6);
  private static final List<Bytes> INCR = List.of(Bytes.utf8("INCR"), Bytes.utf8("paid"));

  @Test
  void theFormatIsTheGoldenOne() {
    GoldenFile golden = new GoldenFile("once-1.hex");
    golden.holds("session", sessionRow());
    OnceOutcome kept = OnceOutcome.of(INCR, Reply.integer(7));
    golden.holds("outcome-kept", kept.encode());
    OnceOutcome tooLong = OnceOutcome.of(INCR, Reply.bulk("x".repeat(2000)));
    golden.holds("outcome-not-kept", tooLong.encode());
    assertThat(OnceOutcome.decode(golden.get("outcome-kept"))).isEqualTo(kept);
    assertThat(OnceOutcome.decode(golden.get("outcome-not-kept"))).isEqualTo(tooLong);
  }

  @Test
  void anOutcomeThatIsCutShortOrTooLongIsMalformed() {
    Bytes whole = OnceOutcome.of(INCR, Reply.integer(7)).encode();
    for (int length = 0; length < whole.length(); length++) {
      Bytes cut = whole.slice(0, length);
      assertThatThrownBy(() -> OnceOutcome.decode(cut)).isInstanceOf(Malformed.class);
    }
    Bytes longer = whole.concat(Bytes.utf8("x"));
    assertThatThrownBy(() -> OnceOutcome.decode(longer)).isInstanceOf(Malformed.class);
  }

  @Test
  void aCommandThatWaitsIsRefused() {
    CommandSpec waits =
        Row.of("awaitkey", 2)
            .runs((view, args, moment) ->
                new Outcome.Park(List.of(args.bytes(1)), Duration.ZERO, Reply.NULL));
    OnceCommand once = new OnceCommand(() -> CommandTable.standard().with(waits));
    Args args = Args.of("CHORUS", "ONCE", SESSION.name(), "1", "AWAITKEY", "k");
    assertThatThrownBy(() -> once.run(new OneSession(), args, moment()))
        .isInstanceOf(CommandError.class)
        .hasMessage("ERR 'AWAITKEY' does not run under CHORUS ONCE: it may wait");
  }

  private static Bytes sessionRow() {
    var change = (Outcome.Change) new OnceSessions(new OneSession(), 1_000).open(SESSION);
    return change.effects().stream()
        .filter(effect -> effect.row().equals(OnceKeys.sessionRow(SESSION)))
        .map(effect -> ((Effect.Put) effect).value())
        .findFirst()
        .orElseThrow();
  }

  private static Moment moment() {
    return new Moment(Hlc.of(1_000, 0), new Epoch(1), new Lsn(9), 1);
  }

  /// One open session and no other row.
  private static final class OneSession implements View {
    @Override
    public @Nullable Bytes get(Bytes row) {
      return row.equals(OnceKeys.sessionRow(SESSION))
          ? new GoldenFile("once-1.hex").get("session")
          : null;
    }

    @Override
    public RowCursor scan(Bytes from, Bytes to) {
      return RowCursor.EMPTY;
    }
  }
}
