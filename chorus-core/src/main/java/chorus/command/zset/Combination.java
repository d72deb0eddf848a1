package chorus.command.zset;

import chorus.command.Scored;
import chorus.resp.Bytes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// How several sorted sets become one.
enum Combination {
  /// What is in any, with all its scores aggregated.
  UNION {
    @Override
    List<Scored> of(List<Input> inputs, Aggregate aggregate) {
      SequencedMap<Bytes, Double> scores = new LinkedHashMap<>();
      for (Input input : smallestFirst(inputs)) {
        input.each(each -> {
          scores.merge(each.member(), each.score(), aggregate::of);
          return true;
        });
      }
      var members = new ArrayList<Scored>(scores.size());
      scores.forEach((member, score) -> members.add(new Scored(member, score)));
      return members;
    }
  },

  /// What is in all, with all its scores aggregated.
  INTERSECTION {
    @Override
    List<Scored> of(List<Input> inputs, Aggregate aggregate) {
      List<Input> sorted = smallestFirst(inputs);
      List<Input> others = sorted.subList(1, sorted.size());
      var members = new ArrayList<Scored>();
      sorted
          .getFirst()
          .each(each -> {
            Double score = inAll(each, others, aggregate);
            if (score != null) {
              members.add(new Scored(each.member(), score));
            }
            return true;
          });
      return members;
    }
  },

  /// What is in the first and in no other, with its score there.
  DIFFERENCE {
    @Override
    List<Scored> of(List<Input> inputs, Aggregate aggregate) {
      List<Input> others = inputs.subList(1, inputs.size());
      var members = new ArrayList<Scored>();
      inputs
          .getFirst()
          .each(each -> {
            if (others.stream().noneMatch(other -> other.has(each.member()))) {
              members.add(each);
            }
            return true;
          });
      return members;
    }
  };

  private static final Comparator<Scored> ORDER =
      Comparator.comparingDouble((Scored each) -> each.score() + 0.0).thenComparing(Scored::member);

  abstract List<Scored> of(List<Input> inputs, Aggregate aggregate);

  /// The members in the order of a sorted set.
  List<Scored> inOrder(List<Input> inputs, Aggregate aggregate) {
    List<Scored> members = new ArrayList<>(of(inputs, aggregate));
    members.sort(ORDER);
    return members;
  }

  /// How many members are in all inputs, counted up to `limit`.
  static long countOfIntersection(List<Input> inputs, long limit) {
    List<Input> sorted = smallestFirst(inputs);
    List<Input> others = sorted.subList(1, sorted.size());
    var common = new ArrayList<Bytes>();
    sorted
        .getFirst()
        .each(each -> {
          if (others.stream().allMatch(other -> other.has(each.member()))) {
            common.add(each.member());
          }
          return common.size() < limit;
        });
    return common.size();
  }

  /// Scores are summed up in this order, as in Redis.
  private static List<Input> smallestFirst(List<Input> inputs) {
    return inputs.stream().sorted(Comparator.comparingLong(Input::count)).toList();
  }

  /// Null if an input lacks the member.
  private static @Nullable Double inAll(Scored each, List<Input> others, Aggregate aggregate) {
    double score = each.score();
    for (Input other : others) {
      Double more = other.score(each.member());
      if (more == null) {
        return null;
      }
      score = aggregate.of(score, more);
    }
    return score;
  }
}
