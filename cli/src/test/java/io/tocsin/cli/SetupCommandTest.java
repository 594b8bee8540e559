package io.tocsin.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.kibana.KibanaObjects;
import io.tocsin.kibana.TestingKibana;
import io.tocsin.sandbox.ElasticsearchPart;
import io.tocsin.sandbox.KafkaPart;
import io.tocsin.sandbox.ObjectStorePart;
import io.tocsin.sandbox.StackExtension;
import io.tocsin.search.TestingIndices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.elasticsearch.client.Request;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(StackExtension.class)
@Timeout(300)
class SetupCommandTest {
  @TempDir Path directory;

  private final TestingCommand command = new TestingCommand();
  private KafkaPart kafka;
  private ElasticsearchPart elasticsearch;
  private ObjectStorePart store;

  @BeforeEach
  void take(KafkaPart broker, ElasticsearchPart search, ObjectStorePart bucket) {
    kafka = broker;
    elasticsearch = search;
    store = bucket;
  }

  private String settings(String more) throws IOException {
    return Files.writeString(
            directory.resolve("tocsin.yaml"),
            """
            kafka: {bootstrap: '%s'}
            sources: [{name: app, topics: [setup-command]}]
            checkpoints: {endpoint: '%s', bucket: setup-command, access_key: %s, secret_key: %s}
            %s
            """
                .formatted(
                    kafka.bootstrapServers(),
                    store.endpoint(),
                    store.accessKey(),
                    store.secretKey(),
                    more))
        .toString();
  }

  @Test
  void kibanaGetsItsObjectsWhereAnAddressIsGivenAndHowIsSaidElsewhere() throws IOException {
    try (TestingKibana kibana = new TestingKibana("/s/team")) {
      String pair = Base64.getEncoder().encodeToString("jane:word".getBytes(UTF_8));
      kibana.require("Basic " + pair);
      String address = "http://127.0.0.1:%d/s/team/".formatted(kibana.port());
      String settings =
          settings(
              "elasticsearch: {urls: ['%s'], user: jane, password: word}%nkibana: %s"
                  .formatted(elasticsearch.uri(), address));

      assertThat(command.succeeds("setup", "-c", settings))
          .contains(
              "kibana left alone; 'setup --kibana URL' imports",
              "es-templates/kibana/tocsin.ndjson");
      assertThat(kibana.objects()).isEmpty();

      assertThat(command.succeeds("setup", "-c", settings, "--kibana", address))
          .contains("data view logs-* imported\n", "saved search tocsin-firing imported\n");
      assertThat(kibana.objects()).hasSize(KibanaObjects.bundled().all().size());

      assertThat(command.succeeds("setup", "-c", settings, "--kibana"))
          .contains("data view logs-* is there; --force overwrites it\n")
          .doesNotContain("imported");
    }
    String settings = settings("elasticsearch: {urls: ['%s']}".formatted(elasticsearch.uri()));
    assertThat(command.run("setup", "-c", settings, "--kibana")).isEqualTo(2);
    assertThat(command.run("setup", "-c", settings, "--kibana", "kibana:5601")).isEqualTo(2);
    assertThat(command.run("setup", "-c", settings, "--kibana", "http://" + TestingCommand.NOWHERE))
        .isEqualTo(3);
    assertThat(command.said())
        .isEqualTo(
            """
            tocsin: --kibana needs an address, or 'kibana' in the settings
            tocsin: 'kibana:5601' is no address such as https://kibana.example:5601
            tocsin: nothing listens at http://127.0.0.1:1: is Kibana running there?
            """);
  }

  @Test
  void templatesHaveTheTeamsFieldsAndKeepThemWhereTheRulesAreElsewhere() throws Exception {
    Path rules = Files.createDirectory(directory.resolve("rules"));
    Path fields = Files.writeString(rules.resolve("fields.yaml"), "shop.basket: long\n");
    String search =
        "elasticsearch: {urls: ['%s']%s}%n"
            .formatted(elasticsearch.uri(), ", retention: {logs: 7d}");
    try (TestingIndices indices = new TestingIndices(elasticsearch)) {
      assertThat(command.succeeds("setup", "-c", settings(search + "rules: " + rules)))
          .contains(
              "template tocsin-team@mappings updated",
              "template tocsin-logs updated\n"
                  + "retention of existing data streams logs-*-* stays: this Elasticsearch knows no"
                  + " lifecycles of data streams\n");
      assertThat(basket(indices)).isEqualTo("long");
      assertThat(retention(indices)).isEqualTo("604800s");

      String elsewhere = settings(search + "rules: s3://bucket/rules");
      assertThat(command.succeeds("setup", "-c", elsewhere))
          .contains(
              "no rules at s3://bucket/rules on this machine", "tocsin-team@mappings is there");
      assertThat(basket(indices)).isEqualTo("long");

      Files.writeString(fields, "shop.basket: lng\n");
      assertThat(command.run("setup", "-c", elsewhere, "--rules", rules.toString())).isEqualTo(1);
      assertThat(command.said()).contains("fields.yaml:1:14", "did you mean 'long'");
      assertThat(command.run("setup", "-c", elsewhere, "--rules", "/no/such/folder")).isEqualTo(2);

      Files.delete(fields);
      String plain = settings("elasticsearch: {urls: ['%s']}".formatted(elasticsearch.uri()));
      assertThat(command.succeeds("setup", "-c", plain, "--rules", rules.toString()))
          .contains("template tocsin-team@mappings updated", "template tocsin-logs updated");
      assertThat(basket(indices)).isEmpty();
      assertThat(retention(indices)).isEqualTo("30d");
    }
  }

  private static String basket(TestingIndices indices) throws IOException {
    return indices
        .json(new Request("GET", "/_component_template/tocsin-team@mappings"))
        .at(
            "/component_templates/0/component_template/template/mappings/properties/shop/properties/basket/type")
        .asText();
  }

  private static String retention(TestingIndices indices) throws IOException {
    return indices
        .json(new Request("GET", "/_index_template/tocsin-logs"))
        .at("/index_templates/0/index_template/template/lifecycle/data_retention")
        .asText();
  }
}
