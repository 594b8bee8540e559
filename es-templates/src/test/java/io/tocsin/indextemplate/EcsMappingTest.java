package io.tocsin.indextemplate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The mapping of ECS is a file, so that it can be read and sent by hand, and it says what the
 * catalogue says by which rules are checked. {@code -Dtocsin.rewrite=true} writes it anew; count up
 * its version then.
 */
class EcsMappingTest {
  private static final Path FILE =
      Path.of("src/main/resources/templates/component/tocsin-ecs@mappings.json");
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void theFileSaysWhatTheCatalogueSays() throws IOException {
    ObjectNode body = (ObjectNode) JSON.readTree(FILE.toFile());
    if (Boolean.getBoolean("tocsin.rewrite")) {
      body.withObject("/template").set("mappings", Mappings.ecs());
      DefaultIndenter lines = new DefaultIndenter("  ", "\n");
      DefaultPrettyPrinter printer =
          new DefaultPrettyPrinter(
                  Separators.createDefaultInstance()
                      .withObjectFieldValueSpacing(Separators.Spacing.AFTER))
              .withObjectIndenter(lines)
              .withArrayIndenter(lines);
      Files.writeString(FILE, JSON.writer(printer).writeValueAsString(body) + "\n");
    }

    // The two are far too long to be shown.
    assertThat(body.at("/template/mappings").equals(Mappings.ecs()))
        .as("run with -Dtocsin.rewrite=true to bring %s up to date", FILE.getFileName())
        .isTrue();
  }
}
