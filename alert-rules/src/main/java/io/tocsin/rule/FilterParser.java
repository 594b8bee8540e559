package io.tocsin.rule;

import io.tocsin.condition.FilterReader;
import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.diagnostic.Fragment;
import io.tocsin.field.FieldCatalogue;
import io.tocsin.kql.Kql;
import io.tocsin.kql.KqlParser;
import org.jspecify.annotations.Nullable;

/** Reads the filters of one rule. */
record FilterParser(FieldCatalogue fields, Diagnostics diagnostics) implements FilterReader {
  private static final String EVERY_LOG = Kql.all().canonical();

  /** The filter; null if it has errors, which are reported. */
  @Nullable Kql parse(Fragment kql) {
    return KqlParser.parse(kql, fields, diagnostics);
  }

  @Override
  public @Nullable String canonical(Fragment kql) {
    Kql filter = parse(kql);
    return filter == null ? null : text(filter);
  }

  /** The canonical text of what both select; empty if that is every log. */
  String both(Kql where, String canonical) {
    if (canonical.isEmpty()) {
      return text(where);
    }
    Kql own = KqlParser.parse(Fragment.of(canonical), fields, new Diagnostics());
    if (own == null) {
      throw new IllegalStateException("canonical KQL that is no KQL: " + canonical);
    }
    return text(Kql.and(where, own));
  }

  /** The canonical text of a filter; empty for one that selects every log. */
  static String text(Kql filter) {
    String canonical = filter.canonical();
    return canonical.equals(EVERY_LOG) ? "" : canonical;
  }
}
