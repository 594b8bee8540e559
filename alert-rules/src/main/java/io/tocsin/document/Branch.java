package io.tocsin.document;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An object, whose names hold no dots: {@code {"a.b": 1}} and {@code {"a": {"b": 1}}} are the same
 * branch.
 *
 * <p>What is added under a name that is there already joins it: objects become one object, other
 * values an array. So a field that a log spells twice has both values, in the log's order.
 */
final class Branch implements Node {
  final Map<String, Node> fields = new LinkedHashMap<>();

  /** Adds a node under a path, which has at least one part. */
  void add(List<String> path, Node node) {
    Branch parent = this;
    for (int i = 0; i < path.size() - 1; i++) {
      parent = parent.branch(path.get(i));
    }
    parent.join(path.get(path.size() - 1), node);
  }

  /** Replaces what is under a path. */
  void set(List<String> path, Node node) {
    take(path);
    add(path, node);
  }

  private Branch branch(String name) {
    if (fields.get(name) instanceof Branch present) {
      return present;
    }
    Branch added = new Branch();
    join(name, added);
    return added;
  }

  private void join(String name, Node node) {
    Node present = fields.putIfAbsent(name, node);
    if (present == null) {
      return;
    }
    if (present instanceof Branch branch && node instanceof Branch other) {
      other.fields.forEach(branch::join);
      return;
    }
    Items items;
    if (present instanceof Items array) {
      items = array;
    } else {
      items = new Items();
      items.elements.add(present);
      fields.put(name, items);
    }
    items.addAll(node);
  }

  /** Adds the fields of another; where both have one, the other's stands. */
  void overlay(Branch other) {
    other.fields.forEach(
        (name, node) -> {
          if (node instanceof Branch above && fields.get(name) instanceof Branch below) {
            below.overlay(above);
          } else {
            fields.put(name, node);
          }
        });
  }

  /** Removes what stands under a path, also within arrays of objects, and returns it in order. */
  List<Node> take(List<String> path) {
    List<Node> taken = new ArrayList<>(1);
    take(this, path, 0, taken);
    return taken;
  }

  private static void take(Node node, List<String> path, int depth, List<Node> taken) {
    if (node instanceof Items items) {
      items.elements.forEach(element -> take(element, path, depth, taken));
    } else if (node instanceof Branch branch) {
      String name = path.get(depth);
      if (depth < path.size() - 1) {
        Node child = branch.fields.get(name);
        if (child != null) {
          take(child, path, depth + 1, taken);
        }
      } else {
        Node removed = branch.fields.remove(name);
        if (removed != null) {
          taken.add(removed);
        }
      }
    }
  }

  /** Removes the values of a field of the root, but not what stands under it. */
  List<Leaf> takeLeaves(String name) {
    Node node = fields.get(name);
    List<Leaf> taken = new ArrayList<>(1);
    if (node instanceof Leaf leaf) {
      fields.remove(name);
      taken.add(leaf);
    } else if (node instanceof Items items) {
      takeLeaves(items, taken);
      if (items.elements.isEmpty()) {
        fields.remove(name);
      } else if (items.elements.size() == 1 && items.elements.get(0) instanceof Branch only) {
        fields.put(name, only);
      }
    }
    return taken;
  }

  private static void takeLeaves(Items items, List<Leaf> taken) {
    for (Iterator<Node> rest = items.elements.iterator(); rest.hasNext(); ) {
      Node element = rest.next();
      if (element instanceof Leaf leaf) {
        taken.add(leaf);
        rest.remove();
      } else if (element instanceof Items inner) {
        takeLeaves(inner, taken);
        if (inner.elements.isEmpty()) {
          rest.remove();
        }
      }
    }
  }

  /** Shows each value of a field, in order. */
  void forEach(List<String> path, Consumer<Leaf> visitor) {
    forEach(this, path, 0, visitor);
  }

  private static void forEach(Node node, List<String> path, int depth, Consumer<Leaf> visitor) {
    if (node instanceof Items items) {
      items.elements.forEach(element -> forEach(element, path, depth, visitor));
    } else if (node instanceof Leaf leaf && depth == path.size()) {
      visitor.accept(leaf);
    } else if (node instanceof Branch branch && depth < path.size()) {
      Node child = branch.fields.get(path.get(depth));
      if (child != null) {
        forEach(child, path, depth + 1, visitor);
      }
    }
  }

  /** The first value of a field, or null. */
  @Nullable Leaf first(List<String> path) {
    List<Leaf> found = new ArrayList<>(1);
    forEach(path, found::add);
    return found.isEmpty() ? null : found.get(0);
  }

  /** Whether the field has a value of its own. */
  boolean has(List<String> path) {
    return first(path) != null;
  }

  /**
   * Replaces each value at or under a node.
   *
   * @param change gives the new value, or null for none
   * @return the node, or what stands for it; null if it was a value that is gone
   */
  static @Nullable Node rewrite(Node node, Function<Leaf, @Nullable Leaf> change) {
    if (node instanceof Leaf leaf) {
      return change.apply(leaf);
    }
    if (node instanceof Items items) {
      List<Node> left = new ArrayList<>(items.elements.size());
      for (Node element : items.elements) {
        Node rewritten = rewrite(element, change);
        if (rewritten != null) {
          left.add(rewritten);
        }
      }
      items.elements.clear();
      items.elements.addAll(left);
    } else if (node instanceof Branch branch) {
      Iterator<Map.Entry<String, Node>> entries = branch.fields.entrySet().iterator();
      while (entries.hasNext()) {
        Map.Entry<String, Node> entry = entries.next();
        Node rewritten = rewrite(entry.getValue(), change);
        if (rewritten == null) {
          entries.remove();
        } else {
          entry.setValue(rewritten);
        }
      }
    }
    return node;
  }

  /** Replaces each value at or under a path. */
  void replace(List<String> path, Function<Leaf, @Nullable Leaf> change) {
    for (Node taken : take(path)) {
      Node rewritten = rewrite(taken, change);
      if (rewritten != null) {
        add(path, rewritten);
      }
    }
  }
}
