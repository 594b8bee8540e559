package io.tocsin.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.diagnostic.Diagnostic;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleSchemaTest {

  @Test
  void namesOnlyKeysThatAreRead() throws IOException {
    List<String> inSchema = new ArrayList<>();
    schema().at("/$defs/rule/properties").fieldNames().forEachRemaining(inSchema::add);

    // A key without a value is left out, so that only unknown ones are reported.
    String keys = String.join(": , ", inSchema) + ": ";
    String text = "rules: [{" + keys + ", zzzzzzzzzz: }]";
    List<Diagnostic> found =
        RuleFiles.read(new RuleBundle(List.of(new RuleBundle.File("a.yaml", text))), null)
            .diagnostics()
            .list();

    assertThat(found)
        .extracting(Diagnostic::message)
        .containsExactlyInAnyOrder(
            "unknown key 'zzzzzzzzzz'", "missing key 'name'", "missing key 'when'");
  }

  private static JsonNode schema() throws IOException {
    return new ObjectMapper().readTree(new File("schema/rules.schema.json"));
  }
}
