package chorus.command.geo;

/// The commands that search: where their center and their shape come from, and what they may store.
enum SearchForm {
  SEARCH,
  SEARCH_STORE,
  RADIUS,
  RADIUS_RO,
  RADIUS_BY_MEMBER,
  RADIUS_BY_MEMBER_RO;

  /// Whether center and shape are options.
  boolean isSearch() {
    return this == SEARCH || this == SEARCH_STORE;
  }

  boolean isFromMember() {
    return this == RADIUS_BY_MEMBER || this == RADIUS_BY_MEMBER_RO;
  }

  /// Whether STORE and STOREDIST name a key.
  boolean takesStoreKey() {
    return this == RADIUS || this == RADIUS_BY_MEMBER;
  }

  int source() {
    return this == SEARCH_STORE ? 2 : 1;
  }

  /// Where the options begin.
  int firstOption() {
    return switch (this) {
      case SEARCH -> 2;
      case SEARCH_STORE -> 3;
      case RADIUS, RADIUS_RO -> 6;
      case RADIUS_BY_MEMBER, RADIUS_BY_MEMBER_RO -> 5;
    };
  }
}
