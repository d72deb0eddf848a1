package chorus.command.chorus;

import chorus.base.Fault;
import chorus.base.Limits;
import chorus.base.LogPosition;
import chorus.base.NodeId;
import chorus.base.Result;
import chorus.definition.DatabaseDefinition;
import chorus.diverged.Discarded;
import chorus.diverged.DivergedPage;
import chorus.diverged.DivergedWrite;
import chorus.diverged.ElementChange;
import chorus.diverged.Image;
import chorus.diverged.KeyChange;
import chorus.diverged.Redone;
import chorus.resp.Bytes;
import chorus.resp.DoubleText;
import chorus.resp.Reply;
import chorus.value.OrderKeys;
import chorus.value.RowKeys;
import chorus.value.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Diverged writes as CHORUS DIVERGED answers them. Times are in milliseconds since 1970.
final class DivergedReplies {
  private static final long NEVER = -1;

  private DivergedReplies() {}

  static <T> Reply of(Result<T> result, Function<T, Reply> words) {
    return switch (result) {
      case Result.Ok<T>(T value) -> words.apply(value);
      case Result.Failed<T>(Fault fault) -> failed(fault);
    };
  }

  /// Faults of the disk have no prefix of their own.
  static Reply failed(Fault fault) {
    return switch (fault.code()) {
      case "REFUSED", "UNAVAILABLE" -> Reply.error(fault.code(), fault.detail());
      default -> Reply.error("ERR", fault.code() + ": " + fault.detail());
    };
  }

  /// One database in the answer to LIST.
  static Reply page(DatabaseDefinition database, NodeId node, DivergedPage page) {
    return Reply.map(
        Reply.entry("database", Reply.bulk(database.name())),
        Reply.entry("node", Reply.bulk(node.name())),
        Reply.entry("total", Reply.integer(page.total())),
        Reply.entry(
            "writes", Reply.array(page.entries().stream().map(DivergedReplies::listed).toList())),
        Reply.entry("next", id(page.next())),
        Reply.entry("problems", texts(page.problems())));
  }

  private static Reply listed(DivergedPage.Entry entry) {
    List<Reply.Entry> fields = head(entry);
    List<KeyChange> keys = entry.write().keys();
    fields.add(Reply.entry("keyCount", Reply.integer(keys.size())));
    fields.add(
        Reply.entry(
            "keys",
            Reply.array(
                keys.stream()
                    .limit(Limits.DIVERGED_KEYS)
                    .map(each -> Reply.bulk(each.key()))
                    .toList())));
    return new Reply.MapReply(fields);
  }

  /// The answer to SHOW.
  static Reply shown(DivergedPage page) {
    return page.entries().isEmpty() && !page.problems().isEmpty()
        ? Reply.error("ERR", String.join(", ", page.problems()))
        : Reply.array(page.entries().stream().map(DivergedReplies::shown).toList());
  }

  private static Reply shown(DivergedPage.Entry entry) {
    List<Reply.Entry> fields = head(entry);
    fields.add(
        Reply.entry(
            "keys",
            Reply.array(entry.write().keys().stream().map(DivergedReplies::change).toList())));
    return new Reply.MapReply(fields);
  }

  private static List<Reply.Entry> head(DivergedPage.Entry entry) {
    DivergedWrite write = entry.write();
    return new ArrayList<>(
        List.of(
            Reply.entry("id", id(write.position())),
            Reply.entry("atMillis", Reply.integer(write.hlc().wallMillis())),
            Reply.entry("by", Reply.integer(entry.part().by().number())),
            Reply.entry("savedMillis", Reply.integer(entry.part().savedMillis())),
            Reply.entry("once", Reply.integer(write.once().isEmpty() ? 0 : 1)),
            Reply.entry("flush", Reply.integer(write.flushes() ? 1 : 0))));
  }

  private static Reply change(KeyChange change) {
    return Reply.map(
        Reply.entry("key", Reply.bulk(change.key())),
        Reply.entry("before", image(change.before())),
        Reply.entry("after", image(change.after())),
        Reply.entry(
            "elements",
            Reply.array(change.elements().stream().map(each -> element(change, each)).toList())));
  }

  private static Reply image(Image image) {
    return switch (image) {
      case Image.Absent() -> Reply.map(Reply.entry("type", Reply.bulk("none")));
      case Image.Unknown() -> Reply.map(Reply.entry("type", Reply.bulk("unknown")));
      case Image.Text(Bytes value, long expiryMillis, _) ->
          Reply.map(
              Reply.entry("type", Reply.bulk("string")),
              Reply.entry("value", Reply.bulk(value)),
              Reply.entry("expiresMillis", expiry(expiryMillis)));
      case Image.Collection(var type, long count, long expiryMillis, _) ->
          Reply.map(
              Reply.entry("type", Reply.bulk(type.redisName())),
              Reply.entry("count", Reply.integer(count)),
              Reply.entry("expiresMillis", expiry(expiryMillis)));
    };
  }

  private static Reply expiry(long millis) {
    return Reply.integer(millis == 0 ? NEVER : millis);
  }

  /// The elements of a list have positions for names, those of a sorted set scores for values.
  private static Reply element(KeyChange key, ElementChange change) {
    Bytes name =
        key.isOf(ValueType.LIST)
            ? Bytes.utf8(Long.toString(RowKeys.position(change.element())))
            : change.element();
    boolean isScored = key.isOf(ValueType.ZSET);
    return Reply.map(
        Reply.entry("element", Reply.bulk(name)),
        Reply.entry("before", value(change.before(), isScored)),
        Reply.entry("after", value(change.after(), isScored)));
  }

  private static Reply value(Optional<Bytes> value, boolean isScored) {
    return value
        .map(held ->
            isScored ? Reply.bulk(DoubleText.format(OrderKeys.score(held))) : Reply.bulk(held))
        .orElse(Reply.NULL);
  }

  /// The answer to APPLY.
  static Reply redone(Redone redone) {
    return Reply.map(
        Reply.entry("applied", Reply.integer(redone.applied())),
        Reply.entry("already", Reply.integer(redone.already())),
        Reply.entry(
            "conflicts",
            Reply.array(redone.conflicts().stream().map(DivergedReplies::conflict).toList())),
        Reply.entry("flushes", ids(redone.flushes())),
        Reply.entry("missing", ids(redone.missing())),
        Reply.entry("problems", texts(redone.problems())),
        Reply.entry("stopped", redone.stopped().map(Reply::bulk).orElse(Reply.NULL)),
        Reply.entry("next", id(redone.next())),
        Reply.entry("left", Reply.integer(redone.left())));
  }

  private static Reply conflict(Redone.Conflict conflict) {
    return Reply.map(
        Reply.entry("id", id(conflict.write())), Reply.entry("key", Reply.bulk(conflict.key())));
  }

  /// The answer to DISCARD.
  static Reply discarded(Discarded discarded) {
    return Reply.map(
        Reply.entry("discarded", Reply.integer(discarded.writes())),
        Reply.entry("missing", ids(discarded.missing())),
        Reply.entry("left", Reply.integer(discarded.left())));
  }

  private static Reply ids(List<LogPosition> ids) {
    return Reply.array(ids.stream().map(DivergedReplies::id).toList());
  }

  private static Reply id(LogPosition position) {
    return Reply.bulk(position.toString());
  }

  private static Reply id(Optional<LogPosition> position) {
    return position.map(DivergedReplies::id).orElse(Reply.NULL);
  }

  private static Reply texts(List<String> texts) {
    return Reply.array(texts.stream().map(Reply::bulk).toList());
  }
}
