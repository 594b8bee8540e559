package io.tocsin.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** A JSON Schema of {@code alert-rules/schema}, as an editor applies it to a YAML file. */
public final class TestingSchema {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path FOLDER = Path.of("schema");

  /** Where they would be published, side by side: they refer to each other. */
  private static final String ADDRESS = "https://tocsin.example/schema/";

  private final Path file;
  private final Schema schema;

  /** The schema in a file of this name. */
  public TestingSchema(String name) throws IOException {
    Map<String, String> all = new TreeMap<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path each : files.toList()) {
        all.put(ADDRESS + each.getFileName(), Files.readString(each));
      }
    }
    file = FOLDER.resolve(name);
    schema =
        SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(all))
            .getSchema(SchemaLocation.of(ADDRESS + name));
  }

  /** What it says against a file. */
  public List<String> problems(String text) throws IOException {
    try {
      return schema.validate(yaml(text)).stream().map(Object::toString).toList();
    } catch (YamlEngineException e) {
      // An editor sees this before it looks at a schema.
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  /** The schema itself. */
  public JsonNode json() throws IOException {
    return JSON.readTree(file.toFile());
  }

  /** A YAML file as JSON. */
  public static JsonNode yaml(String text) throws IOException {
    LoadSettings settings = LoadSettings.builder().setAllowRecursiveKeys(false).build();
    // By way of its text, so that what YAML calls binary is a string too.
    return JSON.readTree(JSON.writeValueAsString(new Load(settings).loadFromString(text)));
  }

  /** The names of an object's fields. */
  public static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
