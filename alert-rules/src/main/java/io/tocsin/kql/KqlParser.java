package io.tocsin.kql;

import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.diagnostic.Fragment;
import io.tocsin.field.FieldCatalogue;
import org.jspecify.annotations.Nullable;

/** Reads KQL as Kibana's search bar does. */
public final class KqlParser {
  private KqlParser() {}

  /**
   * Parses a text, and checks it against the fields: what stands in the tree afterwards is what the
   * text means, numbers in the unit of their field, quotes only where they matter.
   *
   * @return null if it has errors; they have been added to {@code diagnostics}
   */
  public static @Nullable Kql parse(
      Fragment text, FieldCatalogue catalogue, Diagnostics diagnostics) {
    ParsedKql parsed = parsed(text, diagnostics);
    return parsed == null ? null : new KqlCheck(parsed, catalogue, diagnostics).check();
  }

  /**
   * Parses a text without looking at its fields' types.
   *
   * @return null if it is no KQL; why has been added to {@code diagnostics}
   */
  public static @Nullable Kql parse(Fragment text, Diagnostics diagnostics) {
    ParsedKql parsed = parsed(text, diagnostics);
    return parsed == null ? null : parsed.tree();
  }

  /**
   * Reads what {@link Kql#canonical} wrote.
   *
   * @throws IllegalArgumentException if it is not canonical KQL
   */
  public static Kql parseCanonical(String text) {
    Kql tree = parse(Fragment.of(text), new Diagnostics());
    if (tree == null) {
      throw new IllegalArgumentException("not canonical KQL: " + text);
    }
    return tree;
  }

  private static @Nullable ParsedKql parsed(Fragment text, Diagnostics diagnostics) {
    try {
      return new KqlGrammar(text).parse();
    } catch (KqlSyntaxException mistake) {
      String message = String.valueOf(mistake.getMessage());
      diagnostics.error(mistake.code, text, mistake.span, message, mistake.hint);
      return null;
    }
  }
}
