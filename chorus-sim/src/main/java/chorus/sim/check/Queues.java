package chorus.sim.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.TreeMap;

/// What clients put into lists at one end, and took from the other, waiting for it where there was
/// nothing: each element goes to one client, in the order in which they were put in, and none is
/// lost but to a client that never heard what it took.
///
/// Elements are pushed once in all. Times are virtual nanoseconds.
public final class Queues {
  public static final String LAW = "each element of a queue goes to one client, in order";

  private final Map<String, SequencedMap<String, Element>> queues = new TreeMap<>();
  private long openPops;
  private long popped;

  /// An element: when its push was asked for and answered, and the same of its pop; [#OPEN] where
  /// that never was.
  private static final class Element {
    private final long pushAsked;
    private long pushAnswered = OPEN;
    private long popAsked = OPEN;
    private long popAnswered = OPEN;

    Element(long pushAsked) {
      this.pushAsked = pushAsked;
    }

    boolean isPushed() {
      return pushAnswered != OPEN;
    }

    boolean isPopped() {
      return popAnswered != OPEN;
    }
  }

  private static final long OPEN = Long.MAX_VALUE;

  /// Somebody asks for `element` to be pushed to `queue`.
  public void asked(String queue, String element, long atNanos) {
    in(queue).put(element, new Element(atNanos));
  }

  /// That was answered as done.
  public void pushed(String queue, String element, long atNanos) {
    Objects.requireNonNull(in(queue).get(element)).pushAnswered = atNanos;
  }

  /// That was answered as not done, which is for good.
  public void refused(String queue, String element) {
    in(queue).remove(element);
  }

  /// A client that had asked at `askedNanos` was given `element`.
  public void popped(
      String queue, String element, long askedNanos, long atNanos, Verdicts verdicts) {
    popped++;
    Element known = in(queue).get(element);
    verdicts.require(LAW, known != null, "nobody pushed", queue, element);
    if (known != null) {
      verdicts.require(LAW, !known.isPopped(), "given before", queue, element);
      known.popAsked = askedNanos;
      known.popAnswered = atNanos;
    }
  }

  /// A client that was waiting never heard what it got, if anything.
  public void openPop() {
    openPops++;
  }

  public long poppedCount() {
    return popped;
  }

  /// The queues that somebody used.
  public List<String> names() {
    return List.copyOf(queues.keySet());
  }

  /// In the end this is left of them, first to come first. Judges all.
  public void check(Map<String, List<String>> left, Verdicts verdicts) {
    long missing = 0;
    for (String queue : queues.keySet()) {
      List<String> rest = left.getOrDefault(queue, List.of());
      for (String each : rest) {
        Element element = in(queue).get(each);
        verdicts.require(LAW, element != null, "left, and nobody pushed", queue, each);
        verdicts.require(
            LAW, element == null || !element.isPopped(), "left, and given", queue, each);
      }
      missing +=
          in(queue).entrySet().stream()
              .filter(each -> each.getValue().isPushed() && !each.getValue().isPopped())
              .filter(each -> !rest.contains(each.getKey()))
              .count();
      checkOrder(queue, rest, verdicts);
    }
    verdicts.require(
        LAW, missing <= openPops, "lost", missing, "and clients that never heard", openPops);
  }

  /// What was surely pushed after another element was surely not given before it.
  private void checkOrder(String queue, List<String> rest, Verdicts verdicts) {
    List<Map.Entry<String, Element>> given = new ArrayList<>();
    in(queue).entrySet().stream().filter(each -> each.getValue().isPopped()).forEach(given::add);
    given.sort(Comparator.comparingLong(each -> each.getValue().popAnswered));
    for (Map.Entry<String, Element> later : given) {
      for (Map.Entry<String, Element> before : in(queue).entrySet()) {
        Element first = before.getValue();
        boolean wasFirst = first.pushAnswered < later.getValue().pushAsked;
        boolean isLast =
            rest.contains(before.getKey())
                || (first.isPopped() && first.popAsked > later.getValue().popAnswered);
        verdicts.require(
            LAW,
            !wasFirst || !isLast,
            "given before what was pushed first",
            queue,
            later.getKey(),
            before.getKey());
      }
    }
  }

  private SequencedMap<String, Element> in(String queue) {
    return queues.computeIfAbsent(queue, fresh -> new LinkedHashMap<>());
  }
}
