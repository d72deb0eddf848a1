package chorus.cluster;

import chorus.base.Epoch;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.base.NodeId;
import chorus.cluster.Choice.Candidate;
import chorus.cluster.Ending.Cause;
import chorus.log.ReplicaState.Wholeness;
import chorus.value.FieldReader;
import chorus.value.FieldWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/// What is remembered of changes of leader, as bytes: parts of the control plane's commands and of
/// its snapshots.
final class HistoryCodec {
  private static final int ABSENT = 0;
  private static final int PRESENT = 1;

  private HistoryCodec() {}

  static FieldWriter ending(FieldWriter to, Ending ending) {
    return to.choice(ending.cause())
        .text(ending.by().name())
        .varint(ending.atMillis())
        .varint(ending.tookMillis())
        .text(ending.evidence());
  }

  static Ending ending(FieldReader from) {
    return new Ending(
        from.oneOf(Cause.values()), node(from), from.varint(), from.varint(), from.text());
  }

  static void choice(FieldWriter to, Choice choice) {
    to.text(choice.by().name()).varint(choice.tookMillis()).varint(choice.candidates().size());
    for (Candidate each : choice.candidates()) {
      to.text(each.node().name()).varint(each.last().epoch().number());
      to.varint(each.last().lsn().number()).choice(each.wholeness());
    }
  }

  static Choice choice(FieldReader from) {
    return new Choice(
        node(from),
        from.varint(),
        from.list(each ->
            new Candidate(
                node(each),
                new LogPosition(new Epoch(each.varint()), new Lsn(each.varint())),
                each.oneOf(Wholeness.values()))));
  }

  static void hindrance(FieldWriter to, Hindrance hindrance) {
    to.varint(hindrance.waited()).varint(hindrance.longestMillis());
    to.varint(hindrance.open()).varint(hindrance.refused());
  }

  static Hindrance hindrance(FieldReader from) {
    return new Hindrance(from.varint(), from.varint(), from.varint(), from.varint());
  }

  static void history(FieldWriter to, LeaderHistory history) {
    to.varint(history.changes().size());
    for (LeaderChange each : history.changes()) {
      to.varint(each.epoch().number());
      optional(to, each.before(), HistoryCodec::node);
      ending(to, each.ending());
      optional(to, each.leader(), HistoryCodec::node);
      optional(to, each.choice(), HistoryCodec::choice);
      optional(to, each.beganMillis(), FieldWriter::varint);
      to.varint(each.clients().size());
      each.clients().forEach((node, hindrance) -> hindrance(to.text(node.name()), hindrance));
    }
  }

  static LeaderHistory history(FieldReader from) {
    return new LeaderHistory(from.list(HistoryCodec::change));
  }

  private static LeaderChange change(FieldReader from) {
    return new LeaderChange(
        new Epoch(from.varint()),
        optional(from, HistoryCodec::node),
        ending(from),
        optional(from, HistoryCodec::node),
        optional(from, HistoryCodec::choice),
        optional(from, FieldReader::varint),
        clients(from));
  }

  private static Map<NodeId, Hindrance> clients(FieldReader from) {
    Map<NodeId, Hindrance> all = new TreeMap<>();
    List<Map.Entry<NodeId, Hindrance>> entries =
        from.list(each -> Map.entry(node(each), hindrance(each)));
    entries.forEach(each -> all.put(each.getKey(), each.getValue()));
    return all;
  }

  static void node(FieldWriter to, NodeId node) {
    to.text(node.name());
  }

  static NodeId node(FieldReader from) {
    return new NodeId(from.text());
  }

  static <T> void optional(FieldWriter to, Optional<T> value, BiConsumer<FieldWriter, T> writing) {
    to.u8(value.isPresent() ? PRESENT : ABSENT);
    value.ifPresent(it -> writing.accept(to, it));
  }

  static <T> Optional<T> optional(FieldReader from, Function<FieldReader, T> reading) {
    return switch (from.u8()) {
      case ABSENT -> Optional.empty();
      case PRESENT -> Optional.of(reading.apply(from));
      default -> throw from.malformed("neither absent nor present");
    };
  }
}
