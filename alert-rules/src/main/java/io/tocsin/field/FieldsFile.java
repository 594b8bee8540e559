package io.tocsin.field;

import io.tocsin.diagnostic.Code;
import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.diagnostic.Fragment;
import io.tocsin.diagnostic.Nearest;
import io.tocsin.yaml.MappingReader;
import io.tocsin.yaml.YamlMapping;
import io.tocsin.yaml.YamlNode;
import io.tocsin.yaml.YamlScalar;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code name: type} and {@code name: {type: …, unit: …}} on top of a catalogue. */
final class FieldsFile {
  /** No character that would have to be escaped in KQL or in a template, and no empty part. */
  private static final Pattern NAME =
      Pattern.compile("[^\\s.*\"'\\\\:(){}<>,]+(\\.[^\\s.*\"'\\\\:(){}<>,]+)*(\\.\\*)?");

  private static final int LONGEST_NAME = 256;

  private final FieldCatalogue base;
  private final Diagnostics diagnostics;
  private final SortedMap<String, Field> fields;

  /** Objects around the fields that this file has added so far. */
  private final Set<String> added = new TreeSet<>();

  FieldsFile(FieldCatalogue base, Diagnostics diagnostics) {
    this.base = base;
    this.diagnostics = diagnostics;
    this.fields = new TreeMap<>(base.table());
  }

  FieldCatalogue add(YamlNode root) {
    if (!(root instanceof YamlMapping mapping)) {
      Fragment text = root.fragment();
      String message = "expected fields as 'name: type', got " + root.kind();
      diagnostics.error(Code.VALUE_KIND, text, text.span(), message, null);
      return base;
    }
    mapping.entries().forEach(this::define);
    return new FieldCatalogue(fields);
  }

  private void define(YamlMapping.Entry entry) {
    YamlScalar key = entry.key();
    if (key.text().length() > LONGEST_NAME || !NAME.matcher(key.text()).matches()) {
      wrong(Code.FIELD_DEFINITION, key, "not a field's name: '" + key.text() + "'", null);
      return;
    }
    Field field = read(key.text(), entry.value());
    if (field != null && !conflicts(key, field)) {
      fields.put(field.name(), field);
      String name = field.name();
      for (int dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
        added.add(name.substring(0, dot));
      }
    }
  }

  private @Nullable Field read(String name, YamlNode value) {
    if (value instanceof YamlScalar scalar) {
      FieldType type = type(scalar);
      return type == null ? null : new Field(name, type, Unit.NONE);
    }
    if (!(value instanceof YamlMapping mapping)) {
      wrong(Code.FIELD_DEFINITION, value, "expected a type, got " + value.kind(), null);
      return null;
    }
    MappingReader keys = new MappingReader(mapping, diagnostics);
    YamlScalar typeName = keys.requiredText("type");
    YamlScalar unitName = keys.text("unit");
    keys.finish();
    FieldType type = typeName == null ? null : type(typeName);
    Unit unit = unitName == null ? Unit.NONE : unit(unitName);
    if (type == null || unit == null) {
      return null;
    }
    if (unitName != null && !type.isNumeric()) {
      wrong(Code.QUANTITY_UNIT, unitName, "a field of type " + type + " has no unit", null);
      return null;
    }
    return new Field(name, type, unit);
  }

  private @Nullable FieldType type(YamlScalar name) {
    FieldType type = FieldType.of(name.text());
    if (type == null) {
      String nearest = Nearest.hint(name.text(), FieldType.names());
      String hint = nearest == null ? "one of " + String.join(", ", FieldType.names()) : nearest;
      wrong(Code.FIELD_DEFINITION, name, "unknown type '" + name.text() + "'", hint);
    }
    return type;
  }

  private @Nullable Unit unit(YamlScalar name) {
    Unit unit = Unit.of(name.text());
    if (unit == null || unit == Unit.NONE) {
      String hint =
          "of time %s, of size %s"
              .formatted(
                  String.join(", ", Unit.symbols(Unit.Dimension.TIME)),
                  String.join(", ", Unit.symbols(Unit.Dimension.SIZE)));
      wrong(Code.QUANTITY_UNIT, name, "unknown unit '" + name.text() + "'", hint);
      return null;
    }
    return unit;
  }

  /** Elasticsearch has one type a field, and a field with fields below it is an object. */
  private boolean conflicts(YamlScalar key, Field field) {
    Field known = fields.get(field.name());
    if (known != null && known.type() != field.type()) {
      String message = "'%s' is %s in ECS, not %s";
      wrong(
          Code.FIELD_CONFLICT,
          key,
          message.formatted(field.name(), known.type(), field.type()),
          "rename the field in the source's settings");
      return true;
    }
    boolean isObject = base.isObject(field.name()) || added.contains(field.name());
    if (isObject && field.type() != FieldType.OBJECT) {
      wrong(Code.FIELD_CONFLICT, key, "'" + field.name() + "' has fields below it", null);
      return true;
    }
    String name = field.name();
    for (int dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
      Field around = fields.get(name.substring(0, dot));
      if (around != null && around.type() != FieldType.OBJECT) {
        String message =
            "'" + around.name() + "' is " + around.type() + ", with no fields below it";
        wrong(Code.FIELD_CONFLICT, key, message, null);
        return true;
      }
    }
    return false;
  }

  private void wrong(Code code, YamlNode at, String message, @Nullable String hint) {
    Fragment text = at.fragment();
    diagnostics.error(code, text, text.span(), message, hint);
  }
}
