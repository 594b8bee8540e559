package io.tocsin.rule;

import io.tocsin.diagnostic.Code;
import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.diagnostic.Fragment;
import io.tocsin.field.Field;
import io.tocsin.field.FieldCatalogue;
import io.tocsin.field.FieldType;
import io.tocsin.yaml.MappingReader;
import io.tocsin.yaml.YamlMapping;
import io.tocsin.yaml.YamlNode;
import io.tocsin.yaml.YamlScalar;
import io.tocsin.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the keys of a rule that name fields and groups: {@code by}, {@code top}, {@code expect}.
 */
final class GroupKeys {
  private static final int MOST_FIELDS = 10;

  private final MappingReader keys;
  private final FieldCatalogue fields;
  private final Diagnostics diagnostics;

  GroupKeys(MappingReader keys, FieldCatalogue fields, Diagnostics diagnostics) {
    this.keys = keys;
    this.fields = fields;
    this.diagnostics = diagnostics;
  }

  /** The fields that logs are grouped by. */
  List<String> by() {
    return fields("by");
  }

  /** The fields whose commonest values are kept. */
  List<String> top() {
    return fields("top");
  }

  private List<String> fields(String key) {
    List<YamlScalar> written =
        keys.any(key) instanceof YamlScalar one ? List.of(one) : keys.texts(key);
    List<String> names = new ArrayList<>();
    if (written == null) {
      return names;
    }
    for (YamlScalar name : written) {
      if (names.size() == MOST_FIELDS) {
        error(
            Code.GROUP_FIELD, name, "more than " + MOST_FIELDS + " fields in '" + key + "'", null);
        break;
      }
      if (names.contains(name.text())) {
        error(Code.GROUP_FIELD, name, "'" + name.text() + "' is named twice", null);
      } else if (usable(name)) {
        names.add(name.text());
      }
    }
    return names;
  }

  private boolean usable(YamlScalar name) {
    if (name.text().isEmpty() || name.text().contains("*")) {
      String message = "expected the name of one field, got '" + name.text() + "'";
      error(Code.GROUP_FIELD, name, message, null);
      return false;
    }
    Field field = fields.find(name.text());
    if (field == null) {
      Fragment text = name.fragment();
      String message = "unknown field '" + name.text() + "'";
      String hint = fields.hint(name.text());
      diagnostics.warning(Code.FIELD_UNKNOWN, text, text.span(), message, hint);
      return true;
    }
    if (field.type() == FieldType.OBJECT || field.type() == FieldType.FLATTENED) {
      String message = "'" + name.text() + "' is an object, not a value";
      error(Code.GROUP_FIELD, name, message, null);
      return false;
    }
    return true;
  }

  /** The values of the groups that always exist, each in the order of {@code by}. */
  List<List<String>> expected(List<String> by) {
    List<List<String>> groups = new ArrayList<>();
    YamlSequence written = keys.list("expect");
    if (written == null) {
      return groups;
    }
    if (by.isEmpty()) {
      error(Code.EXPECT_GROUP, written, "'expect' without 'by'", null);
      return groups;
    }
    for (YamlNode item : written.items()) {
      List<String> group = group(item, by);
      if (group != null) {
        groups.add(group);
      }
    }
    return groups;
  }

  private @Nullable List<String> group(YamlNode item, List<String> by) {
    if (item instanceof YamlScalar value && by.size() == 1 && !value.isNull()) {
      return List.of(value.text());
    }
    if (!(item instanceof YamlMapping mapping)) {
      error(Code.EXPECT_GROUP, item, "expected " + example(by) + ", got " + item.kind(), null);
      return null;
    }
    Map<String, YamlScalar> values = TextMaps.scalars(mapping, keys);
    List<String> group = new ArrayList<>();
    for (String field : by) {
      YamlScalar value = values.get(field);
      if (value == null) {
        error(
            Code.EXPECT_GROUP,
            item,
            "a group without '" + field + "'",
            "write it as " + example(by));
        return null;
      }
      group.add(value.text());
    }
    for (YamlMapping.Entry entry : mapping.entries()) {
      if (!by.contains(entry.key().text())) {
        String message = "'" + entry.key().text() + "' is no field of 'by'";
        error(Code.EXPECT_GROUP, entry.key(), message, null);
        return null;
      }
    }
    return group;
  }

  private static String example(List<String> by) {
    return by.stream().map(f -> f + ": …").collect(Collectors.joining(", ", "{", "}"));
  }

  private void error(Code code, YamlNode at, String message, @Nullable String hint) {
    Fragment text = at.fragment();
    diagnostics.error(code, text, text.span(), message, hint);
  }
}
