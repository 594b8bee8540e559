package io.tocsin.document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the values of the fields of an index in a log. Not thread-safe. */
final class FieldSelector {
  private static final int REMEMBERED_NAMES = 10_000;

  private final Step root = new Step();
  private final List<FieldPattern> patterns = new ArrayList<>();
  private final Map<String, int[]> patternsByName = new HashMap<>();

  /** A part of a name that is wanted. */
  private static final class Step {
    final Map<String, Step> next = new HashMap<>();
    int ordinal = -1;
  }

  FieldSelector(FieldIndex fields) {
    for (int ordinal = 0; ordinal < fields.size(); ordinal++) {
      String name = fields.name(ordinal);
      if (name.indexOf('*') >= 0) {
        patterns.add(new FieldPattern(name, ordinal));
      } else {
        Step step = root;
        for (String part : FieldPath.of(name)) {
          step = step.next.computeIfAbsent(part, unused -> new Step());
        }
        step.ordinal = ordinal;
      }
    }
  }

  /** Adds each value to the list of its field's ordinal. */
  void select(Branch log, List<List<Leaf>> values) {
    select(log, root, values);
    if (!patterns.isEmpty()) {
      selectByName(log, new StringBuilder(), values);
    }
  }

  private static void select(Node node, Step step, List<List<Leaf>> values) {
    if (node instanceof Leaf leaf) {
      if (step.ordinal >= 0) {
        values.get(step.ordinal).add(leaf);
      }
    } else if (node instanceof Items items) {
      for (Node element : items.elements) {
        select(element, step, values);
      }
    } else if (node instanceof Branch branch) {
      step.next.forEach(
          (name, next) -> {
            Node child = branch.fields.get(name);
            if (child != null) {
              select(child, next, values);
            }
          });
    }
  }

  private void selectByName(Node node, StringBuilder name, List<List<Leaf>> values) {
    if (node instanceof Leaf leaf) {
      for (int ordinal : ordinals(name.toString())) {
        values.get(ordinal).add(leaf);
      }
    } else if (node instanceof Items items) {
      for (Node element : items.elements) {
        selectByName(element, name, values);
      }
    } else if (node instanceof Branch branch) {
      int length = name.length();
      branch.fields.forEach(
          (part, child) -> {
            name.append(length == 0 ? "" : ".").append(part);
            selectByName(child, name, values);
            name.setLength(length);
          });
    }
  }

  private int[] ordinals(String name) {
    int[] known = patternsByName.get(name);
    if (known != null) {
      return known;
    }
    int[] found =
        patterns.stream()
            .filter(pattern -> pattern.matches(name))
            .mapToInt(FieldPattern::ordinal)
            .toArray();
    if (patternsByName.size() >= REMEMBERED_NAMES) {
      patternsByName.clear();
    }
    patternsByName.put(name, found);
    return found;
  }
}
