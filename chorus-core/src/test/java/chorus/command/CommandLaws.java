package chorus.command;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.resp.Bytes;
import chorus.resp.Decoded;
import chorus.resp.Output;
import chorus.resp.Protocol;
import chorus.resp.Reply;
import chorus.resp.ReplyDecoder;
import chorus.resp.ReplyEncoder;
import chorus.resp.ReplyLimits;
import chorus.store.Effect;
import chorus.store.Followers;
import chorus.value.FieldReader;
import chorus.value.FieldWriter;
import chorus.value.Meta;
import chorus.value.RowKeys;
import chorus.value.RowKind;
import chorus.wire.ReplyCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What every command keeps, whatever its words: it answers, an error changes nothing, a read
/// writes nothing, no key is touched that the table does not name, the reply can be carried, and
/// followers come to the same rows.
final class CommandLaws {
  /// They run other commands, whose keys are theirs, or note down what an error was.
  private static final Set<String> CONTAINERS = Set.of("chorus|exec", "chorus|once");

  /// The keys of a diverged write are within it.
  private static final Set<String> KEYS_WITHIN = Set.of("chorus|redo");

  /// Patterns name further keys.
  private static final Set<String> KEYS_BY_PATTERN = Set.of("sort", "sort_ro");

  /// Longer ones, above all those of COMMAND, take most of the time and show nothing new.
  private static final int LONGEST_CARRIED = 100;

  private final MapView database = new MapView();
  private final Followers followers = new Followers(database);
  private final FakeSession session = new FakeSession();
  private final FakeCluster cluster = new FakeCluster();

  /// Runs one command, `millis` after the one before.
  void check(List<Bytes> words, int millis) {
    database.millis += millis;
    try {
      check(words);
    } catch (RuntimeException | AssertionError broken) {
      throw new AssertionError("by " + words + ": " + broken.getMessage(), broken);
    }
  }

  private void check(List<Bytes> words) {
    switch (CommandTable.standard().find(words)) {
      case Lookup.Rejected(Reply reply) -> holds(reply instanceof Reply.Error, "an error", reply);
      case Lookup.Found found -> {
        check(found, words);
        checkKeys(found, words);
      }
    }
  }

  /// Followers apply all that was written down.
  void checkFollowers() {
    followers.follow();
    assertThat(followers.problems()).isEmpty();
  }

  private void check(Lookup.Found found, List<Bytes> words) {
    switch (found.handler()) {
      case Handler.Data _ -> {
        Outcome outcome = database.decide(words);
        checkOutcome(found, outcome);
        checkCarried(database.apply(outcome));
      }
      case Handler.Session handler -> checkCarried(handler.run(session, found.args()));
      case Handler.Cluster handler -> {
        List<Reply> replies = new ArrayList<>();
        handler.run(cluster, found.args(), replies::add);
        holds(replies.size() <= 1, "one reply", replies);
        replies.forEach(CommandLaws::checkCarried);
      }
      case Handler.Transaction _ -> {}
    }
  }

  private void checkOutcome(Lookup.Found found, Outcome outcome) {
    CommandSpec spec = found.spec();
    if (CONTAINERS.contains(spec.name())) {
      return;
    }
    List<Bytes> keys = spec.keys(found.args().words());
    boolean keysAreNamed = !KEYS_WITHIN.contains(spec.name());
    if (keysAreNamed && !KEYS_BY_PATTERN.contains(spec.name())) {
      Set<Bytes> read = database.keysRead();
      holds(keys.containsAll(read), "only keys that the table names are read", keys, read);
    }
    switch (outcome) {
      case Outcome.Change(List<Effect> effects, Reply reply) -> {
        List<Effect> decided = effects.stream().filter(each -> !isRemoval(each)).toList();
        if (reply instanceof Reply.Error || !spec.isWrite()) {
          holds(decided.isEmpty(), "a read, or an error, changes nothing", reply, decided);
        }
        if (keysAreNamed) {
          decided.stream()
              .filter(each -> RowKind.of(each.row()) == RowKind.META)
              .map(each -> RowKeys.keyOf(each.row()))
              .forEach(key -> holds(keys.contains(key), "only named keys are written", keys, key));
        }
      }
      case Outcome.Park(List<Bytes> awaited, _, _, _) ->
          holds(keys.containsAll(awaited), "only named keys are awaited", keys, awaited);
      case Outcome.Answer _, Outcome.Draw _, Outcome.Copies _ -> {}
    }
  }

  /// Whether this removes a key that has expired, which any command may do.
  private boolean isRemoval(Effect effect) {
    Bytes before = database.get(effect.row());
    return effect instanceof Effect.Delete
        && RowKind.of(effect.row()) == RowKind.META
        && before != null
        && Meta.isExpired(Meta.expiryMillis(before), database.millis);
  }

  private void checkKeys(Lookup.Found found, List<Bytes> words) {
    if (found.level().isPresent()) {
      return;
    }
    List<Bytes> question = new ArrayList<>(List.of(Bytes.utf8("COMMAND"), Bytes.utf8("GETKEYS")));
    question.addAll(words);
    Reply said =
        switch (CommandTable.standard().find(question)) {
          case Lookup.Rejected(Reply reply) -> reply;
          case Lookup.Found asks -> ((Handler.Session) asks.handler()).run(session, asks.args());
        };
    List<Bytes> keys = found.spec().keys(words);
    Reply expected = Reply.array(keys.stream().map(Reply::bulk).toList());
    holds(
        keys.isEmpty() ? said instanceof Reply.Error : said.equals(expected),
        "COMMAND GETKEYS tells the keys",
        keys,
        said);
  }

  /// A reply is one reply in both versions of the protocol, and the same behind a gateway.
  private static void checkCarried(Reply reply) {
    if (reply instanceof Reply.Array(List<Reply> elements) && elements.size() > LONGEST_CARRIED) {
      return;
    }
    for (Protocol protocol : Protocol.values()) {
      Output output = new Output();
      ReplyEncoder.encode(reply, protocol, output);
      byte[] bytes = output.toByteArray();
      ReplyDecoder decoder = new ReplyDecoder(ReplyLimits.DEFAULT);
      decoder.feed(bytes, 0, bytes.length);
      if (!(decoder.decode() instanceof Decoded.Batch<Reply>(List<Reply> carried))
          || carried.size() != 1) {
        throw new AssertionError("no one reply in " + protocol + ": " + reply);
      }
    }
    FieldWriter to = new FieldWriter(64);
    ReplyCodec.write(to, reply);
    Reply behind = new FieldReader("reply", to.done()).whole(ReplyCodec::read);
    holds(behind.equals(reply), "a gateway passes a reply on as it is", reply, behind);
  }

  /// AssertJ takes too long for what is asked millions of times.
  private static void holds(boolean law, String text, Object... values) {
    if (!law) {
      throw new AssertionError(text + ", but " + List.of(values));
    }
  }
}
