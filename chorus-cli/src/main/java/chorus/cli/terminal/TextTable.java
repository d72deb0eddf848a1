package chorus.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Columns under capital headings, two spaces apart, as wide as they need to be.
public final class TextTable {
  /// One column. Numbers stand to the right, so that their digits line up.
  public record Column(String title, Side side) {
    public static Column text(String title) {
      return new Column(title, Side.LEFT);
    }

    public static Column number(String title) {
      return new Column(title, Side.RIGHT);
    }
  }

  /// Where the cells of a column stand.
  public enum Side {
    LEFT,
    RIGHT
  }

  private final List<Column> columns;
  private final List<List<String>> rows = new ArrayList<>();

  public TextTable(Column... columns) {
    this.columns = List.of(columns);
  }

  /// Adds a row with a cell for each column.
  public void add(String... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          "a row of %d cells in a table of %d columns".formatted(cells.length, columns.size()));
    }
    rows.add(List.of(cells));
  }

  /// The lines, joined; no line ends in spaces.
  public String render() {
    List<List<String>> all = new ArrayList<>();
    all.add(columns.stream().map(Column::title).toList());
    all.addAll(rows);
    return all.stream().map(cells -> line(cells, all)).collect(Collectors.joining("\n"));
  }

  private String line(List<String> cells, List<List<String>> all) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      String padding = " ".repeat(width(all, i) - cells.get(i).length());
      line.append(i == 0 ? "" : "  ");
      switch (columns.get(i).side()) {
        case LEFT -> line.append(cells.get(i)).append(padding);
        case RIGHT -> line.append(padding).append(cells.get(i));
      }
    }
    return line.toString().stripTrailing();
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
