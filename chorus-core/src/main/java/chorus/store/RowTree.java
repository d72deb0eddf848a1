package chorus.store;

import chorus.resp.Bytes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows in order, immutable: changes make a new tree that shares all but the paths to the changed
/// rows.
///
/// So a fixed view costs nothing, a batch appears at once or not at all, and a reader on another
/// thread needs no lock: every field is final. A balanced tree and not a hash, since scans need the
/// order.
///
/// Source: Adelson-Velsky and Landis, 1962; path copying as in Driscoll et al., Making Data
/// Structures Persistent, 1989; many changes at once as in Blelloch et al., Just Join for Parallel
/// Ordered Sets, 2016.
final class RowTree {
  static final RowTree EMPTY = new RowTree(null);

  /// The rows of two siblings' subtrees differ in height by this at most.
  private static final int SLACK = 1;

  private final @Nullable Node root;

  private RowTree(@Nullable Node root) {
    this.root = root;
  }

  /// The tree of puts with rising rows.
  static RowTree ofSorted(List<Effect.Put> rows) {
    return new RowTree(changed(null, rows, 0, rows.size()));
  }

  /// The tree after these changes; of those to the same row the last one counts.
  ///
  /// However many they are, a node on the way to several changed rows is made anew only once.
  RowTree with(List<Effect> changes) {
    List<Effect> sorted = lastOfEachRow(changes);
    Node changed = changed(root, sorted, 0, sorted.size());
    return changed == root ? this : new RowTree(changed);
  }

  @Nullable Bytes get(Bytes row) {
    Node node = root;
    while (node != null) {
      int order = row.compareTo(node.row);
      if (order == 0) {
        return node.value;
      }
      node = order < 0 ? node.left : node.right;
    }
    return null;
  }

  RowCursor scan(Bytes from, Bytes to) {
    return new TreeCursor(root, from, to);
  }

  /// The longest way from the root to a row.
  int height() {
    return height(root);
  }

  private static List<Effect> lastOfEachRow(List<Effect> changes) {
    List<Effect> sorted = new ArrayList<>(changes);
    sorted.sort(Comparator.comparing(Effect::row));
    int kept = 0;
    for (Effect change : sorted) {
      boolean again = kept > 0 && sorted.get(kept - 1).row().equals(change.row());
      sorted.set(again ? kept - 1 : kept++, change);
    }
    return sorted.subList(0, kept);
  }

  /// The rows of `node` after those of `changes` from `from` until before `to`, which rise.
  private static @Nullable Node changed(
      @Nullable Node node, List<? extends Effect> changes, int from, int to) {
    if (from == to) {
      return node;
    }
    if (node == null) {
      int middle = (from + to) >>> 1;
      return after(
          changes.get(middle),
          changed(null, changes, from, middle),
          changed(null, changes, middle + 1, to));
    }
    int at = firstNotBefore(node.row, changes, from, to);
    Node left = changed(node.left, changes, from, at);
    if (at < to && changes.get(at).row().equals(node.row)) {
      return after(changes.get(at), left, changed(node.right, changes, at + 1, to));
    }
    Node right = changed(node.right, changes, at, to);
    return left == node.left && right == node.right ? node : between(left, node, right);
  }

  private static int firstNotBefore(Bytes row, List<? extends Effect> changes, int from, int to) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (changes.get(middle).row().compareTo(row) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// All rows of both trees and what `change` leaves, whose row lies between them.
  private static @Nullable Node after(Effect change, @Nullable Node left, @Nullable Node right) {
    return switch (change) {
      case Effect.Put put -> between(left, new Node(put.row(), put.value(), null, null), right);
      case Effect.Delete gone -> {
        if (left == null || right == null) {
          yield left == null ? right : left;
        }
        Node first = right;
        while (first.left != null) {
          first = first.left;
        }
        yield between(left, first, withoutFirst(right));
      }
    };
  }

  private static @Nullable Node withoutFirst(Node node) {
    return node.left == null ? node.right : balanced(node, withoutFirst(node.left), node.right);
  }

  /// All rows of both trees, whatever their heights, and the row of `middle` between them.
  private static Node between(@Nullable Node left, Node middle, @Nullable Node right) {
    int difference = height(left) - height(right);
    if (left != null && difference > SLACK) {
      return balanced(left, left.left, between(left.right, middle, right));
    }
    if (right != null && difference < -SLACK) {
      return balanced(right, between(left, middle, right.left), right.right);
    }
    return over(middle, left, right);
  }

  /// The row of `top` over two trees whose heights differ by one more than the slack at most.
  private static Node balanced(Node top, @Nullable Node left, @Nullable Node right) {
    int difference = height(left) - height(right);
    if (left != null && difference > SLACK) {
      Node inner = left.right;
      return inner == null || height(left.left) >= height(inner)
          ? over(left, left.left, over(top, inner, right))
          : over(inner, over(left, left.left, inner.left), over(top, inner.right, right));
    }
    if (right != null && difference < -SLACK) {
      Node inner = right.left;
      return inner == null || height(right.right) >= height(inner)
          ? over(right, over(top, left, inner), right.right)
          : over(inner, over(top, left, inner.left), over(right, inner.right, right.right));
    }
    return over(top, left, right);
  }

  private static Node over(Node top, @Nullable Node left, @Nullable Node right) {
    return new Node(top.row, top.value, left, right);
  }

  private static int height(@Nullable Node node) {
    return node == null ? 0 : node.height;
  }

  private static final class Node {
    final Bytes row;
    final Bytes value;
    final @Nullable Node left;
    final @Nullable Node right;
    final int height;

    Node(Bytes row, Bytes value, @Nullable Node left, @Nullable Node right) {
      this.row = row;
      this.value = value;
      this.left = left;
      this.right = right;
      this.height = 1 + Math.max(height(left), height(right));
    }
  }

  private static final class TreeCursor implements RowCursor {
    /// Nodes whose row is still to come, the next one on top.
    private final ArrayDeque<Node> ahead = new ArrayDeque<>();

    private final Bytes to;
    private @Nullable Node at;

    TreeCursor(@Nullable Node root, Bytes from, Bytes to) {
      this.to = to;
      Node node = root;
      while (node != null) {
        if (node.row.compareTo(from) >= 0) {
          ahead.push(node);
          node = node.left;
        } else {
          node = node.right;
        }
      }
    }

    @Override
    public boolean next() {
      Node next = ahead.poll();
      if (next == null || next.row.compareTo(to) >= 0) {
        ahead.clear();
        return false;
      }
      for (Node node = next.right; node != null; node = node.left) {
        ahead.push(node);
      }
      at = next;
      return true;
    }

    @Override
    public Bytes row() {
      return here().row;
    }

    @Override
    public Bytes value() {
      return here().value;
    }

    private Node here() {
      if (at == null) {
        throw new IllegalStateException("the cursor stands at no row; call next() first");
      }
      return at;
    }

    @Override
    public void close() {
      ahead.clear();
    }
  }
}
