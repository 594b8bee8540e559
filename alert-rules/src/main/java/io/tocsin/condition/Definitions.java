package io.tocsin.condition;

import io.tocsin.diagnostic.Code;
import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.diagnostic.Fragment;
import io.tocsin.yaml.YamlMapping;
import io.tocsin.yaml.YamlNode;
import io.tocsin.yaml.YamlScalar;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names that a rule defines: {@code filters: {bad: 'http.response.status_code >= 500'}} and
 * {@code let: {ratio: count(bad) / count()}}.
 */
public final class Definitions {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]{0,63}");

  private final Map<String, String> filters = new LinkedHashMap<>();
  private final Map<String, Definition> let = new LinkedHashMap<>();

  private Definitions() {}

  /** Of a rule that defines nothing. */
  public static Definitions none() {
    return new Definitions();
  }

  /**
   * Reads the definitions of a rule. What is wrong is reported, and left out.
   *
   * @param filters the value of {@code filters}, or null
   * @param let the value of {@code let}, or null
   * @param by what the rule groups by
   */
  public static Definitions read(
      @Nullable YamlMapping filters,
      @Nullable YamlMapping let,
      List<String> by,
      FilterReader reader,
      Diagnostics diagnostics) {
    Definitions definitions = new Definitions();
    if (filters != null) {
      filters.entries().forEach(entry -> definitions.addFilter(entry, reader, diagnostics));
    }
    if (let != null) {
      TableReader tables = new TableReader(by, diagnostics);
      let.entries().forEach(entry -> definitions.addLet(entry, tables, diagnostics));
    }
    return definitions;
  }

  /** The canonical KQL of each filter, by its name. */
  public Map<String, String> filters() {
    return Collections.unmodifiableMap(filters);
  }

  /** What each name under {@code let} stands for. */
  public Map<String, Definition> let() {
    return Collections.unmodifiableMap(let);
  }

  private void addFilter(YamlMapping.Entry entry, FilterReader reader, Diagnostics diagnostics) {
    if (isName(entry.key(), diagnostics) && isText(entry.value(), diagnostics)) {
      String canonical = reader.canonical(entry.value().fragment());
      if (canonical != null) {
        filters.put(entry.key().text(), canonical);
      }
    }
  }

  private void addLet(YamlMapping.Entry entry, TableReader tables, Diagnostics diagnostics) {
    String name = entry.key().text();
    if (!isName(entry.key(), diagnostics)) {
      return;
    }
    if (filters.containsKey(name)) {
      String message = "'" + name + "' is the name of a filter already";
      invalid(entry.key(), message, diagnostics);
      return;
    }
    if (entry.value() instanceof YamlMapping mapping) {
      Definition.Table table = tables.read(mapping);
      if (table != null) {
        let.put(name, table);
      }
    } else if (isText(entry.value(), diagnostics)) {
      let.put(name, new Definition.Macro(entry.value().fragment()));
    }
  }

  private static boolean isName(YamlScalar key, Diagnostics diagnostics) {
    String name = key.text();
    if (!NAME.matcher(name).matches()) {
      invalid(key, "expected a name of letters, digits and '_', got '" + name + "'", diagnostics);
      return false;
    }
    if (ConditionScanner.isKeyword(name) || Functions.isFunction(name) || name.equals("where")) {
      invalid(key, "'" + name + "' has a meaning of its own in conditions", diagnostics);
      return false;
    }
    return true;
  }

  private static boolean isText(YamlNode value, Diagnostics diagnostics) {
    if (value instanceof YamlScalar scalar && !scalar.isNull()) {
      return true;
    }
    Fragment text = value.fragment();
    String message = "expected text, got " + value.kind();
    diagnostics.error(Code.VALUE_KIND, text, text.span(), message, null);
    return false;
  }

  private static void invalid(YamlScalar key, String message, Diagnostics diagnostics) {
    Fragment text = key.fragment();
    diagnostics.error(Code.NAME_INVALID, text, text.span(), message, null);
  }
}
