package io.tocsin.indextemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.field.FieldCatalogue;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TemplatesTest {
  private final Templates templates = Templates.bundled();

  @Test
  void everyTemplateHasAVersionAndSaysWhoseItIsAndWhatFor() {
    assertThat(templates.all())
        .allSatisfy(
            template -> {
              assertThat(template.version()).isPositive();
              JsonNode meta = template.body().path("_meta");
              assertThat(meta.path("managed_by").asText()).isEqualTo("tocsin");
              assertThat(meta.path("description").asText()).isNotEmpty();
            });
  }

  @Test
  void whatATemplateIsComposedOfStandsBeforeItOrMayBeMissing() {
    Set<String> seen = new HashSet<>();
    for (Template template : templates.all()) {
      Set<String> allowed = new HashSet<>(seen);
      template
          .body()
          .path("ignore_missing_component_templates")
          .forEach(n -> allowed.add(n.asText()));
      assertThat(template.body().path("composed_of"))
          .allSatisfy(part -> assertThat(allowed).contains(part.asText()));
      seen.add(template.name());
    }
  }

  @Test
  void retentionIsForDataStreamsOnly() {
    assertThatThrownBy(() -> templates.withRetention(Templates.ALERTS, Duration.ofDays(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tocsin-alerts makes no data stream");
  }

  @Test
  void whatATeamAddsToEcsBecomesAMappingOfItsOwn() {
    Diagnostics diagnostics = new Diagnostics();
    FieldCatalogue catalogue =
        FieldCatalogue.ecs()
            .with(
                "fields.yaml",
                "payment.provider: keyword\npayment.took: {type: long, unit: ms}\nshop.*: double\n",
                diagnostics);
    assertThat(diagnostics.isEmpty()).isTrue();

    List<JsonNode> changed =
        templates.withTeamFields(catalogue).all().stream()
            .filter(template -> template.name().equals("tocsin-team@mappings"))
            .map(template -> template.body().at("/template/mappings"))
            .toList();

    assertThat(changed)
        .singleElement()
        .hasToString(
            """
            {"dynamic_templates":[{"shop.*":{"path_match":"shop.*","unmatch_mapping_type":"object",\
            "mapping":{"type":"double"}}}],"properties":{"payment":{"properties":\
            {"provider":{"type":"keyword","ignore_above":1024},"took":{"type":"long"}}}}}""");
  }
}
