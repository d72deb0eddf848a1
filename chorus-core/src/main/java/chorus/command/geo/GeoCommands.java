package chorus.command.geo;

import static chorus.command.CommandFlag.DENYOOM;
import static chorus.command.CommandFlag.READONLY;
import static chorus.command.CommandFlag.WRITE;

import chorus.command.Category;
import chorus.command.CommandFlag;
import chorus.command.CommandSpec;
import chorus.command.Row;
import java.util.List;

/// The rows of the table for the commands on places.
public final class GeoCommands {
  private static final String PER_MEMBER =
      "O(M*log(N)) where M is the number of members given and N of those in the sorted set";
  private static final String SEARCH =
      "O(log(N)+M) where N is the number of members and M of those in the boxes around the shape";
  private static final String DIGITS =
      "Coordinates have the fewest digits that read back as the same number.";
  private static final String ONE_RECORD =
      "A result that does not fit in one record of the log is refused.";
  private static final String UNIT = "<M | KM | FT | MI>";
  private static final String FROM_BY =
      " <FROMMEMBER member | FROMLONLAT <longitude:double latitude:double>>"
          + " <BYRADIUS <radius:double "
          + UNIT
          + "> | BYBOX <width:double height:double "
          + UNIT
          + ">>";
  private static final String ORDER = " [ASC | DESC]";
  private static final String COUNT = " [COUNT count:integer [ANY]]";
  private static final String WITH = " [WITHCOORD] [WITHDIST] [WITHHASH]";
  private static final String POINT = "key longitude:double latitude:double radius:double " + UNIT;
  private static final String MEMBER = "key member radius:double " + UNIT;
  private static final String STORE = " [STORE destination:key] [STOREDIST destination:key]";

  private GeoCommands() {}

  public static List<CommandSpec> rows() {
    return List.of(
        row(
                "geoadd",
                -5,
                "3.2.0",
                "key [NX | XX] [CH] <longitude:double latitude:double member>...",
                WRITE,
                DENYOOM)
            .key("RW", "update")
            .summary("Adds members with places; how many are new")
            .complexity(PER_MEMBER)
            .runs(new GeoAdd()),
        row("geodist", -4, "3.2.0", "key member1 member2 [M | KM | FT | MI]", READONLY)
            .key("RO", "access")
            .summary("How far two members are from each other")
            .runs(new GeoDist()),
        row("geohash", -2, "3.2.0", "key [member...]", READONLY)
            .key("RO", "access")
            .summary("The standard geohashes of members")
            .complexity("O(N) where N is the number of members given")
            .runs(new GeoHash()),
        row("geopos", -2, "3.2.0", "key [member...]", READONLY)
            .key("RO", "access")
            .summary("The places of members")
            .complexity("O(N) where N is the number of members given")
            .note(DIGITS)
            .runs(new GeoPos()),
        radius("georadius", -6, POINT + WITH + COUNT + ORDER + STORE, SearchForm.RADIUS),
        radiusRo("georadius_ro", -6, POINT + WITH + COUNT + ORDER, SearchForm.RADIUS_RO),
        radius(
            "georadiusbymember",
            -5,
            MEMBER + WITH + COUNT + ORDER + STORE,
            SearchForm.RADIUS_BY_MEMBER),
        radiusRo(
            "georadiusbymember_ro",
            -5,
            MEMBER + WITH + COUNT + ORDER,
            SearchForm.RADIUS_BY_MEMBER_RO),
        row("geosearch", -7, "6.2.0", "key" + FROM_BY + ORDER + COUNT + WITH, READONLY)
            .key("RO", "access")
            .summary("The members within a circle or a box")
            .complexity(SEARCH)
            .note(DIGITS)
            .runs(new GeoSearch(SearchForm.SEARCH)),
        row(
                "geosearchstore",
                -8,
                "6.2.0",
                "destination:key source:key" + FROM_BY + ORDER + COUNT + " [STOREDIST]",
                WRITE,
                DENYOOM)
            .key("OW", "update")
            .keys(2, 2, 1, "RO", "access")
            .summary("Stores the members within a circle or a box; how many")
            .complexity(SEARCH)
            .note(ONE_RECORD)
            .runs(new GeoSearch(SearchForm.SEARCH_STORE)));
  }

  private static CommandSpec radius(String name, int arity, String syntax, SearchForm form) {
    return row(name, arity, "3.2.0", syntax, WRITE, DENYOOM)
        .key("RO", "access")
        .keyword("STORE", form.firstOption(), "OW", "update")
        .keyword("STOREDIST", form.firstOption(), "OW", "update")
        .summary("The members within a circle; the old form of GEOSEARCH and GEOSEARCHSTORE")
        .complexity(SEARCH)
        .note(DIGITS)
        .runs(new GeoSearch(form));
  }

  private static CommandSpec radiusRo(String name, int arity, String syntax, SearchForm form) {
    return row(name, arity, "3.2.10", syntax, READONLY)
        .key("RO", "access")
        .summary("The members within a circle; the old form of GEOSEARCH")
        .complexity(SEARCH)
        .note(DIGITS)
        .runs(new GeoSearch(form));
  }

  private static Row row(
      String name, int arity, String since, String syntax, CommandFlag... flags) {
    return Row.of(name, arity)
        .flags(flags)
        .categories(Category.GEO)
        .group("geo", since)
        .syntax(syntax);
  }
}
