package io.tocsin.document;

import java.util.ArrayList;
import java.util.List;

/** An array; its elements may be arrays again. */
final class Items implements Node {
  final List<Node> elements = new ArrayList<>();

  /** Adds a node; the elements of an array one by one. */
  void addAll(Node node) {
    if (node instanceof Items items) {
      elements.addAll(items.elements);
    } else {
      elements.add(node);
    }
  }
}
