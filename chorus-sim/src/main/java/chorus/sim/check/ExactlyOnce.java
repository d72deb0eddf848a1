package chorus.sim.check;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/// Whether a counter that is incremented under CHORUS ONCE alone counts each (session, seq) once,
/// however often it was sent.
///
/// Each answer is the counter after an increment. So the repetitions of one (session, seq) answer
/// the same, two of them never do, and at the end the counter is the number of those that were
/// answered, plus at most those that nobody was told of.
public final class ExactlyOnce {
  public static final String LAW = "what was sent under once is applied once";

  private final Verdicts verdicts;
  private final LongSupplier epoch;
  private final Map<String, Long> answers = new TreeMap<>();
  private final Map<String, Long> answeredIn = new TreeMap<>();
  private final Map<Long, String> owners = new TreeMap<>();
  private final TreeSet<String> open = new TreeSet<>();
  private long repeated;
  private long acrossLeaders;

  /// `epoch` gives the one that serves at this moment.
  public ExactlyOnce(Verdicts verdicts, LongSupplier epoch) {
    this.verdicts = verdicts;
    this.epoch = epoch;
  }

  /// `request`, a session and a seq, is sent, perhaps again.
  public void sent(String request) {
    if (!answers.containsKey(request)) {
      open.add(request);
    }
  }

  /// The only attempt at `request` is answered as not done. If it was answered before, it is done
  /// all the same, by the attempt that was answered.
  public void failed(String request) {
    open.remove(request);
  }

  /// An answer to `request`: the counter.
  public void answered(String request, long counter) {
    open.remove(request);
    Long before = answers.putIfAbsent(request, counter);
    long now = epoch.getAsLong();
    Long first = answeredIn.putIfAbsent(request, now);
    if (before != null) {
      repeated++;
      acrossLeaders += first != null && first < now ? 1 : 0;
      verdicts.require(LAW, before == counter, request + " answered before, now", before, counter);
    }
    String owner = owners.putIfAbsent(counter, request);
    verdicts.require(
        LAW,
        owner == null || owner.equals(request),
        request + " answers what another one answered",
        owner,
        counter);
  }

  /// What the counter is after everything.
  public void ended(long counter) {
    verdicts.require(
        LAW,
        counter >= answers.size() && counter <= answers.size() + open.size(),
        "the counter, answered increments, open ones",
        counter,
        answers.size(),
        open.size());
  }

  /// Answers that came more than once.
  public long repeatedCount() {
    return repeated;
  }

  /// Those of which the first came under an earlier leader.
  public long repeatedAcrossLeaders() {
    return acrossLeaders;
  }

  public long answeredCount() {
    return answers.size();
  }
}
