package io.tocsin.yaml;

import io.tocsin.diagnostic.SourceText;
import io.tocsin.diagnostic.Span;
import java.util.List;

/** A list. */
public record YamlSequence(SourceText source, Span span, List<YamlNode> items) implements YamlNode {

  /** Copies the items. */
  public YamlSequence {
    items = List.copyOf(items);
  }

  @Override
  public String kind() {
    return "a list";
  }
}
