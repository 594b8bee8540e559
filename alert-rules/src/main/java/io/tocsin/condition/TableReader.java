package io.tocsin.condition;

import io.tocsin.diagnostic.Code;
import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.diagnostic.Fragment;
import io.tocsin.diagnostic.Nearest;
import io.tocsin.field.Quantity;
import io.tocsin.field.Unit;
import io.tocsin.yaml.YamlMapping;
import io.tocsin.yaml.YamlNode;
import io.tocsin.yaml.YamlScalar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads tables by group: {@code {by: service.name, checkout: 100, default: 300}}. */
final class TableReader {
  private static final String BY = "by";
  private static final String DEFAULT = "default";

  private final List<String> by;
  private final Diagnostics diagnostics;

  TableReader(List<String> by, Diagnostics diagnostics) {
    this.by = by;
    this.diagnostics = diagnostics;
  }

  /** The table; null if something in it is wrong. */
  Definition.@Nullable Table read(YamlMapping mapping) {
    String field = field(mapping);
    Map<String, Quantity> numbers = new LinkedHashMap<>();
    Unit unit = null;
    boolean whole = true;
    for (YamlMapping.Entry entry : mapping.entries()) {
      String key = entry.key().text();
      if (key.equals(BY)) {
        continue;
      }
      Quantity number = number(entry.value(), unit);
      if (number == null) {
        whole = false;
      } else {
        unit = unit == null ? unit(number) : unit;
        numbers.put(key, number);
      }
    }
    if (field == null || !whole) {
      return null;
    }
    if (unit == null) {
      wrong(mapping, "expected a number for at least one group, got none");
      return null;
    }
    Quantity otherwise = numbers.remove(DEFAULT);
    return new Definition.Table(field, numbers, otherwise, unit);
  }

  private static Unit unit(Quantity number) {
    return number.unit() == Unit.PERCENT ? Unit.NONE : number.unit();
  }

  private @Nullable String field(YamlMapping mapping) {
    YamlNode node = mapping.get(BY);
    if (!(node instanceof YamlScalar field)) {
      wrong(node == null ? mapping : node, "expected 'by' with one of the rule's fields");
      return null;
    }
    if (!by.contains(field.text())) {
      String nearest = Nearest.hint(field.text(), by);
      String fields = by.isEmpty() ? "the rule has no 'by'" : "one of " + String.join(", ", by);
      Fragment text = field.fragment();
      diagnostics.error(
          Code.TABLE_INVALID,
          text,
          text.span(),
          "the rule does not group by '" + field.text() + "'",
          nearest == null ? fields : nearest);
      return null;
    }
    return field.text();
  }

  private @Nullable Quantity number(YamlNode node, @Nullable Unit unit) {
    Quantity number = node instanceof YamlScalar scalar ? Quantity.parse(scalar.text()) : null;
    if (number == null) {
      wrong(node, "expected a number, with a unit or without, got " + shown(node));
    } else if (unit != null && !number.fits(unit)) {
      wrong(node, "expected a number of the same unit as the others, got " + shown(node));
    } else {
      return number;
    }
    return null;
  }

  private static String shown(YamlNode node) {
    return node instanceof YamlScalar scalar ? "'" + scalar.text() + "'" : node.kind();
  }

  private void wrong(YamlNode node, String message) {
    Fragment text = node.fragment();
    diagnostics.error(Code.TABLE_INVALID, text, text.span(), message, null);
  }
}
