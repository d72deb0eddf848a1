package chorus.command;

import java.util.List;

/// The sections of INFO, in the order of the reply.
public enum InfoSection {
  SERVER("Server"),
  CLIENTS("Clients"),
  MEMORY("Memory"),
  PERSISTENCE("Persistence"),
  STATS("Stats"),
  REPLICATION("Replication"),
  CPU("CPU"),
  MODULES("Modules"),
  COMMANDSTATS("Commandstats"),
  ERRORSTATS("Errorstats"),
  LATENCYSTATS("Latencystats"),
  CLUSTER("Cluster"),
  KEYSPACE("Keyspace");

  /// What INFO without a section answers.
  public static final List<InfoSection> DEFAULT =
      List.of(
          SERVER,
          CLIENTS,
          MEMORY,
          PERSISTENCE,
          STATS,
          REPLICATION,
          CPU,
          MODULES,
          ERRORSTATS,
          CLUSTER,
          KEYSPACE);

  private final String title;

  InfoSection(String title) {
    this.title = title;
  }

  /// The word behind `# `.
  public String title() {
    return title;
  }
}
