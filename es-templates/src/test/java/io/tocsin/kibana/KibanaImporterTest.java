package io.tocsin.kibana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.kibana.KibanaImport.Outcome;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.apache.http.HttpHost;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KibanaImporterTest {
  private final KibanaObjects objects = KibanaObjects.bundled();
  private TestingKibana kibana;
  private RestClient client;

  @BeforeEach
  void start() throws IOException {
    kibana = new TestingKibana("");
    client = kibana.client();
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    kibana.close();
  }

  @Test
  void everyObjectIsThereAfterwardsAsInTheFile() throws Exception {
    assertThat(install(false)).hasSize(objects.all().size()).containsOnly(Outcome.IMPORTED);
    assertThat(kibana.objects().values())
        .containsExactlyElementsOf(objects.all().stream().map(KibanaObject::json).toList());
  }

  @Test
  void whatIsThereStaysUnlessThatIsForced() throws Exception {
    install(false);
    ObjectNode changed =
        Objects.requireNonNull(kibana.objects().get("search/tocsin-firing")).deepCopy();
    changed.withObject("/attributes").put("title", "ours");
    kibana.objects().put("search/tocsin-firing", changed);
    kibana.objects().remove("search/tocsin-history");

    List<KibanaImport> again = new KibanaImporter(client).install(objects, false);
    assertThat(again)
        .filteredOn(done -> done.outcome() == Outcome.IMPORTED)
        .extracting(done -> done.object().id())
        .containsExactly("tocsin-history");
    assertThat(title("search/tocsin-firing")).isEqualTo("ours");

    assertThat(install(true)).containsOnly(Outcome.IMPORTED);
    assertThat(title("search/tocsin-firing")).isEqualTo("Tocsin: what is firing");
  }

  @Test
  void whyKibanaRefusesIsSaid() throws IOException {
    kibana.require("ApiKey right");
    assertThatThrownBy(() -> install(false))
        .isInstanceOf(KibanaException.class)
        .hasMessage(
            "Kibana at http://127.0.0.1:%d did not accept the credentials (401)", kibana.port());

    try (TestingKibana below = new TestingKibana("/kibana");
        RestClient wrong = below.client();
        RestClient right =
            RestClient.builder(new HttpHost("127.0.0.1", below.port(), "http"))
                .setPathPrefix("/kibana")
                .build()) {
      assertThatThrownBy(() -> new KibanaImporter(wrong).install(objects, false))
          .hasMessage(
              "there is no Kibana at http://127.0.0.1:%d (404): is a base path missing?",
              below.port());
      assertThat(installed(right)).containsOnly(Outcome.IMPORTED);
    }
    kibana.close();
    assertThatThrownBy(() -> install(false))
        .hasMessage(
            "nothing listens at http://127.0.0.1:%d: is Kibana running there?", kibana.port());
  }

  private List<Outcome> install(boolean force) throws KibanaException {
    return new KibanaImporter(client)
        .install(objects, force).stream().map(KibanaImport::outcome).toList();
  }

  private List<Outcome> installed(RestClient reached) {
    try {
      return new KibanaImporter(reached)
          .install(objects, false).stream().map(KibanaImport::outcome).toList();
    } catch (KibanaException e) {
      throw new AssertionError(e);
    }
  }

  private String title(String key) {
    JsonNode object = kibana.objects().get(key);
    return object == null ? "" : object.path("attributes").path("title").asText();
  }
}
