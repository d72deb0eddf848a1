package chorus.store;

import chorus.resp.Bytes;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows in order, immutable: a change makes a new tree that shares all but the path to the changed
/// row.
///
/// So a fixed view costs nothing, a batch appears at once or not at all, and a reader on another
/// thread needs no lock: every field is final. A balanced tree and not a hash, since scans need the
/// order.
///
/// Source: Adelson-Velsky and Landis, 1962; path copying as in Driscoll et al., Making Data
/// Structures Persistent, 1989.
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
    return new RowTree(build(rows, 0, rows.size()));
  }

  RowTree with(Effect effect) {
    return switch (effect) {
      case Effect.Put put -> new RowTree(put(root, put.row(), put.value()));
      case Effect.Delete delete -> {
        Node without = delete(root, delete.row());
        yield without == root ? this : new RowTree(without);
      }
    };
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

  private static @Nullable Node build(List<Effect.Put> rows, int from, int to) {
    if (from == to) {
      return null;
    }
    int middle = (from + to) >>> 1;
    Effect.Put row = rows.get(middle);
    return new Node(row.row(), row.value(), build(rows, from, middle), build(rows, middle + 1, to));
  }

  private static Node put(@Nullable Node node, Bytes row, Bytes value) {
    if (node == null) {
      return new Node(row, value, null, null);
    }
    int order = row.compareTo(node.row);
    if (order == 0) {
      return new Node(row, value, node.left, node.right);
    }
    return order < 0
        ? balanced(node, put(node.left, row, value), node.right)
        : balanced(node, node.left, put(node.right, row, value));
  }

  private static @Nullable Node delete(@Nullable Node node, Bytes row) {
    if (node == null) {
      return null;
    }
    int order = row.compareTo(node.row);
    if (order == 0) {
      return joined(node.left, node.right);
    }
    if (order < 0) {
      Node left = delete(node.left, row);
      return left == node.left ? node : balanced(node, left, node.right);
    }
    Node right = delete(node.right, row);
    return right == node.right ? node : balanced(node, node.left, right);
  }

  private static @Nullable Node joined(@Nullable Node left, @Nullable Node right) {
    if (left == null || right == null) {
      return left == null ? right : left;
    }
    Node first = right;
    while (first.left != null) {
      first = first.left;
    }
    return balanced(first, left, withoutFirst(right));
  }

  private static @Nullable Node withoutFirst(Node node) {
    return node.left == null ? node.right : balanced(node, withoutFirst(node.left), node.right);
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
