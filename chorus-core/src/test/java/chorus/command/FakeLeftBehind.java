package chorus.command;

import chorus.base.Epoch;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.base.NodeId;
import chorus.base.Result;
import chorus.definition.DatabaseDefinition;
import chorus.diverged.Discarded;
import chorus.diverged.DivergedPage;
import chorus.diverged.RedoTerms;
import chorus.diverged.Redone;
import chorus.diverged.Selection;
import chorus.env.Completion;
import chorus.resp.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Node n1, on which nothing was left behind unless the test says so. What it is asked is written
/// down.
final class FakeLeftBehind implements LeftBehind {
  static final LogPosition FIRST = new LogPosition(new Epoch(3), new Lsn(276));
  static final LogPosition SECOND = new LogPosition(new Epoch(3), new Lsn(277));

  final List<String> asked = new ArrayList<>();
  Result<DivergedPage> page = Result.ok(DivergedPage.EMPTY);

  @Override
  public NodeId node() {
    return FakeLeaders.N1;
  }

  @Override
  public void page(
      DatabaseDefinition database, Selection which, int count, Completion<DivergedPage> done) {
    asked.add("page of " + count + " of " + words(which));
    done.complete(page);
  }

  @Override
  public void redo(
      DatabaseDefinition database, Selection which, RedoTerms terms, Completion<Redone> done) {
    asked.add("redo " + words(which) + " over " + terms);
    done.complete(
        Result.ok(
            new Redone(
                4,
                1,
                List.of(new Redone.Conflict(FIRST, Bytes.utf8("k"))),
                List.of(SECOND),
                List.of(),
                List.of("a file is damaged"),
                Optional.of("NOQUORUM nobody leads"),
                Optional.of(SECOND),
                2)));
  }

  @Override
  public void discard(DatabaseDefinition database, Selection which, Completion<Discarded> done) {
    asked.add("discard " + words(which));
    done.complete(Result.ok(new Discarded(1, List.of(SECOND), 7)));
  }

  private static String words(Selection which) {
    return switch (which) {
      case Selection.After(LogPosition position) -> "all behind " + position;
      case Selection.These(var positions) -> positions.toString();
    };
  }
}
