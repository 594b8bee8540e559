package io.tocsin.field;

import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.diagnostic.Nearest;
import io.tocsin.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The fields that are known: those of ECS, and a team's own. Immutable. */
public final class FieldCatalogue {
  private static final String BELOW = ".*";

  private final SortedMap<String, Field> fields;

  /** Objects that known fields lie in. */
  private final Map<String, Field> objects = new HashMap<>();

  FieldCatalogue(SortedMap<String, Field> fields) {
    this.fields = Collections.unmodifiableSortedMap(fields);
    for (String name : fields.keySet()) {
      for (int dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
        String parent = name.substring(0, dot);
        objects.putIfAbsent(parent, new Field(parent, FieldType.OBJECT, Unit.NONE));
      }
    }
  }

  /** The fields of ECS that logs use. */
  public static FieldCatalogue ecs() {
    return Ecs.CATALOGUE;
  }

  /** Read once: the table is a constant of the program. */
  private static final class Ecs {
    private static final FieldCatalogue CATALOGUE = read();

    private static FieldCatalogue read() {
      String name = "ecs-fields.yaml";
      try (InputStream in = FieldCatalogue.class.getResourceAsStream(name)) {
        if (in == null) {
          throw new IllegalStateException("not in the jar: " + name);
        }
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        Diagnostics diagnostics = new Diagnostics();
        FieldCatalogue ecs = new FieldCatalogue(new TreeMap<>()).with(name, text, diagnostics);
        if (!diagnostics.isEmpty()) {
          throw new IllegalStateException(diagnostics.render());
        }
        return ecs;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * This catalogue and the fields of a {@code fields.yaml}. What is wrong in the file is reported,
   * and left out.
   */
  public FieldCatalogue with(String path, String text, Diagnostics diagnostics) {
    var root = YamlReader.read(path, text, diagnostics);
    return root == null ? this : new FieldsFile(this, diagnostics).add(root);
  }

  /**
   * The field of a dotted name: one of the table, one below a name with {@code .*}, a leaf of a
   * flattened field (a keyword), or an object that known fields lie in; null if it is none of
   * these.
   */
  public @Nullable Field find(String name) {
    Field exact = fields.get(name);
    if (exact != null) {
      return exact;
    }
    for (int dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
      String parent = name.substring(0, dot);
      Field below = fields.get(parent + BELOW);
      if (below != null) {
        return new Field(name, below.type(), below.unit());
      }
      Field around = fields.get(parent);
      if (around != null && around.type() == FieldType.FLATTENED) {
        return new Field(name, FieldType.KEYWORD, Unit.NONE);
      }
    }
    return objects.get(name);
  }

  /** All fields by name, those that end in {@code .*} among them, without the objects around. */
  public Collection<Field> fields() {
    return fields.values();
  }

  /** The fields, no objects, whose names match a pattern in which {@code *} stands for anything. */
  public List<Field> matching(String pattern) {
    return fields.values().stream()
        .filter(field -> WildcardName.matches(pattern, field.name()))
        .toList();
  }

  /** {@code did you mean 'status'?}, or null if no known name is near. */
  public @Nullable String hint(String name) {
    return Nearest.hint(name, fields.keySet());
  }

  SortedMap<String, Field> table() {
    return fields;
  }

  boolean isObject(String name) {
    return objects.containsKey(name);
  }
}
