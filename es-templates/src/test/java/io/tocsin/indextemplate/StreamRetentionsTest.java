package io.tocsin.indextemplate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamRetentionsTest {
  private static final List<Template> AS_BUNDLED = Templates.bundled().all();
  private static final List<Template> A_WEEK =
      Templates.bundled().withRetention(Templates.LOGS, Duration.ofDays(7)).all();

  private TestingCluster cluster;
  private RestClient client;

  @BeforeEach
  void startWithTemplates() throws Exception {
    cluster = new TestingCluster();
    client = cluster.client();
    install(AS_BUNDLED, false);
    cluster.takePuts();
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    cluster.close();
  }

  @Test
  void aStreamThatFollowedItsTemplateFollowsItBeforeTheTemplateChanges() throws Exception {
    cluster.holdStream("logs-shop-default", Templates.LOGS, lifecycle("2592000s"));

    assertThat(install(A_WEEK, false))
        .containsExactly(new StreamRetention.Changed("logs-shop-default", "2592000s", "604800s"));
    assertThat(cluster.takePuts()).containsExactly("logs-shop-default", Templates.LOGS);
    assertThat(cluster.lifecycle("logs-shop-default")).isEqualTo(lifecycle("604800s"));

    assertThat(install(A_WEEK, false)).isEmpty();
    assertThat(cluster.takePuts()).isEmpty();
  }

  @Test
  void whatASetupLeftHalfDoneTheNextOneDoes() throws Exception {
    cluster.holdStream("logs-done-default", Templates.LOGS, lifecycle("604800s"));
    cluster.holdStream("logs-open-default", Templates.LOGS, lifecycle("30d"));

    assertThat(install(A_WEEK, false))
        .containsExactly(new StreamRetention.Changed("logs-open-default", "30d", "604800s"));
  }

  @Test
  void whatWasSetByHandStaysUnlessForcedAndIsNamedEachTime() throws Exception {
    cluster.holdStream("logs-audit-default", Templates.LOGS, lifecycle("400d"));
    cluster.holdStream("logs-none-default", Templates.LOGS, null);
    cluster.holdStream(
        "logs-off-default", Templates.LOGS, "{\"enabled\":false,\"data_retention\":\"30d\"}");
    List<StreamRetention> kept =
        List.of(
            new StreamRetention.Kept("logs-audit-default", "400d", "604800s"),
            new StreamRetention.Kept("logs-none-default", "none", "604800s"),
            new StreamRetention.Kept("logs-off-default", "none", "604800s"));

    assertThat(install(A_WEEK, false)).isEqualTo(kept);
    assertThat(install(A_WEEK, false)).isEqualTo(kept);
    assertThat(cluster.lifecycle("logs-audit-default")).isEqualTo(lifecycle("400d"));

    assertThat(install(A_WEEK, true))
        .hasSize(3)
        .hasOnlyElementsOfType(StreamRetention.Changed.class);
    assertThat(List.of("logs-audit-default", "logs-none-default", "logs-off-default"))
        .allSatisfy(name -> assertThat(cluster.lifecycle(name)).isEqualTo(lifecycle("604800s")));
  }

  @Test
  void streamsOfOtherTemplatesAndOfKeptOnesAreNobodysBusiness() throws Exception {
    cluster.holdStream("logs-nginx-default", "logs-nginx", lifecycle("30d"));
    assertThat(install(A_WEEK, false)).isEmpty();

    cluster.holdStream("logs-shop-default", Templates.LOGS, lifecycle("604800s"));
    cluster.template(Templates.LOGS).withObject("/_meta").put("managed_by", "someone");
    assertThat(install(AS_BUNDLED, false)).isEmpty();
    assertThat(cluster.lifecycle("logs-shop-default")).isEqualTo(lifecycle("604800s"));
  }

  @Test
  void roundsOfDownsamplingStay() throws Exception {
    String rounds = "[{\"after\":\"1d\",\"fixed_interval\":\"1h\"}]";
    cluster.holdStream(
        "logs-shop-default",
        Templates.LOGS,
        "{\"enabled\":true,\"data_retention\":\"30d\",\"downsampling\":" + rounds + "}");

    install(A_WEEK, false);

    assertThat(cluster.lifecycle("logs-shop-default"))
        .isEqualTo(
            "{\"enabled\":true,\"data_retention\":\"604800s\",\"downsampling\":" + rounds + "}");
  }

  @Test
  void aServerThatRefusesIsNamedOnceWhereSomethingWasToChange() throws Exception {
    cluster.refuseStreams(403);

    assertThat(install(A_WEEK, false))
        .containsExactly(
            new StreamRetention.Refused(
                "logs-*-*",
                "the user may not (403): it needs the index privileges manage_data_stream_lifecycle"
                    + " and view_index_metadata there"));
    assertThat(cluster.takePuts()).containsExactly(Templates.LOGS);
    assertThat(install(A_WEEK, false)).isEmpty();
  }

  private List<StreamRetention> install(List<Template> templates, boolean force)
      throws TemplateInstallException {
    return new TemplateInstaller(client)
        .install(templates, force).stream().flatMap(done -> done.streams().stream()).toList();
  }

  private static String lifecycle(String retention) {
    return "{\"enabled\":true,\"data_retention\":\"" + retention + "\"}";
  }
}
