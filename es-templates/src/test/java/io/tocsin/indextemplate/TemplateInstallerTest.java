package io.tocsin.indextemplate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.indextemplate.Installation.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.apache.http.HttpHost;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TemplateInstallerTest {
  private final List<Template> templates = Templates.bundled().all();
  private TestingCluster cluster;
  private RestClient client;

  @BeforeEach
  void start() throws IOException {
    cluster = new TestingCluster();
    client = cluster.client();
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    cluster.close();
  }

  @Test
  void makesEveryTemplateInAnEmptyClusterComponentsFirst() throws Exception {
    assertThat(install(templates, false)).containsOnly(Outcome.CREATED);
    assertThat(cluster.takePuts())
        .containsExactlyElementsOf(templates.stream().map(Template::name).toList());
  }

  @Test
  void writesNothingTheSecondTime() throws Exception {
    install(templates, false);
    cluster.takePuts();

    assertThat(install(templates, false)).containsOnly(Outcome.UNCHANGED);
    assertThat(cluster.takePuts()).isEmpty();
  }

  @Test
  void replacesAnOlderVersionOfOurs() throws Exception {
    install(templates, false);
    Template newer = withVersion(logs(), 2);

    assertThat(install(List.of(newer), false)).containsExactly(Outcome.UPDATED);
    assertThat(cluster.template(Templates.LOGS).path("version").asLong()).isEqualTo(2);
  }

  @Test
  void takesUpAChangedRetention() throws Exception {
    install(templates, false);
    List<Template> changed =
        Templates.bundled().withRetention(Templates.LOGS, Duration.ofDays(2)).all();
    cluster.takePuts();

    assertThat(install(changed, false)).contains(Outcome.UPDATED);
    assertThat(cluster.takePuts()).containsExactly(Templates.LOGS);
    assertThat(retention()).isEqualTo("172800s");
  }

  @Test
  void keepsANewerVersionUnlessForced() throws Exception {
    install(List.of(withVersion(logs(), 9)), false);

    List<Installation> kept = new TemplateInstaller(client).install(List.of(logs()), false);
    assertThat(kept).extracting(Installation::outcome).containsExactly(Outcome.KEPT_NEWER);
    assertThat(kept).extracting(Installation::installedVersion).containsExactly(9L);

    assertThat(install(List.of(logs()), true)).containsExactly(Outcome.UPDATED);
    assertThat(cluster.template(Templates.LOGS).path("version").asLong()).isEqualTo(1);
  }

  @Test
  void keepsATemplateThatIsNotOursUnlessForced() throws Exception {
    ObjectNode foreign = logs().body().deepCopy();
    foreign.withObject("/_meta").put("managed_by", "someone");
    cluster.hold(Templates.LOGS, foreign);

    assertThat(install(List.of(logs()), false)).containsExactly(Outcome.KEPT_FOREIGN);
    assertThat(cluster.takePuts()).isEmpty();
    assertThat(install(List.of(logs()), true)).containsExactly(Outcome.UPDATED);
  }

  @Test
  void keepsOneOfOursThatWasChangedByHandUnlessForced() throws Exception {
    install(templates, false);
    cluster
        .template(Templates.LOGS)
        .withObject("/template/lifecycle")
        .put("data_retention", "1000d");

    assertThat(install(List.of(withVersion(logs(), 2)), false))
        .containsExactly(Outcome.KEPT_EDITED);
    assertThat(retention()).isEqualTo("1000d");
    assertThat(install(List.of(logs()), true)).containsExactly(Outcome.UPDATED);
    assertThat(retention()).isEqualTo("30d");
  }

  @Test
  void saysThatTheCredentialsWereNotAccepted() {
    cluster.refuseEverything(401, "{\"error\":{\"reason\":\"no\"}}");

    assertThatThrownBy(() -> install(templates, false))
        .isInstanceOf(TemplateInstallException.class)
        .hasMessage(
            "Elasticsearch at http://127.0.0.1:%d did not accept the credentials (401)",
            cluster.port());
  }

  @Test
  void saysWhichPrivilegeIsMissing() {
    cluster.refuseEverything(403, "{}");

    assertThatThrownBy(() -> install(templates, false))
        .isInstanceOf(TemplateInstallException.class)
        .hasMessageContaining("it needs the cluster privilege manage_index_templates");
  }

  @Test
  void saysWhatElasticsearchHasAgainstATemplate() {
    cluster.refuseEverything(
        400,
        "{\"error\":{\"reason\":\"invalid\",\"caused_by\":{\"reason\":\"unknown type [txt]\"}}}");

    assertThatThrownBy(() -> install(templates, false))
        .isInstanceOf(TemplateInstallException.class)
        .hasMessageContaining(
            "refused the template tocsin-logs@settings (400): unknown type [txt]");
  }

  @Test
  void saysThatNothingListens() throws IOException {
    cluster.close();

    assertThatThrownBy(() -> install(templates, false))
        .isInstanceOf(TemplateInstallException.class)
        .hasMessage(
            "nothing listens at http://127.0.0.1:%d: is Elasticsearch running there?",
            cluster.port());
  }

  @Test
  void saysThatNoTlsIsSpoken() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        RestClient tls =
            RestClient.builder(new HttpHost("127.0.0.1", plain.getLocalPort(), "https")).build()) {
      Thread server =
          new Thread(
              () -> {
                try (Socket socket = plain.accept()) {
                  socket
                      .getOutputStream()
                      .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(UTF_8));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      server.start();

      assertThatThrownBy(() -> new TemplateInstaller(tls).install(templates, false))
          .isInstanceOf(TemplateInstallException.class)
          .hasMessageContaining("is http meant?");
      server.join();
    }
  }

  private List<Outcome> install(List<Template> wanted, boolean force)
      throws TemplateInstallException {
    return new TemplateInstaller(client)
        .install(wanted, force).stream().map(Installation::outcome).toList();
  }

  private Template logs() {
    return templates.stream()
        .filter(t -> t.name().equals(Templates.LOGS))
        .findFirst()
        .orElseThrow();
  }

  private String retention() {
    return cluster
        .template(Templates.LOGS)
        .path("template")
        .path("lifecycle")
        .path("data_retention")
        .asText();
  }

  private static Template withVersion(Template template, long version) {
    ObjectNode body = template.body().deepCopy();
    return new Template(template.kind(), template.name(), body.put("version", version));
  }
}
