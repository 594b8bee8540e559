package io.tocsin.flink.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.flink.alerting.AlertingJob;
import io.tocsin.flink.delivery.DeliveryJob;
import io.tocsin.flink.delivery.DeliverySettings;
import io.tocsin.flink.pipeline.PipelineJob;
import io.tocsin.flink.pipeline.PipelineSettings;
import io.tocsin.receiver.SecretSource;
import io.tocsin.settings.Settings;
import io.tocsin.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** {@code checkpoints/README.md} lists the operators of each job, none more and none less. */
class DocumentedStateTest {
  private static final Pattern UID = Pattern.compile("(?m)^\\| `([a-z-]+)` \\|");

  @AutoClose
  private final StreamExecutionEnvironment env =
      StreamExecutionEnvironment.createLocalEnvironment(2);

  @Test
  void ofTheAlertingJob() throws IOException {
    AlertingJob.build(env, settings());

    assertThat(uids()).isEqualTo(documented("alerting"));
  }

  @Test
  void ofTheDeliveryJob() throws IOException {
    DeliveryJob.build(env, DeliverySettings.of(settings(), SecretSource.PROCESS));

    assertThat(uids()).isEqualTo(documented("delivery"));
  }

  @Test
  void ofThePipelineJob() throws IOException {
    PipelineJob.build(env, PipelineSettings.of(settings(), List.of(), SecretSource.PROCESS));

    assertThat(uids()).isEqualTo(documented("pipeline"));
  }

  /** What a sink is expanded to has uids that Flink makes of the sink's; they begin otherwise. */
  private Set<String> uids() {
    return env.getStreamGraph().getStreamNodes().stream()
        .map(StreamNode::getTransformationUID)
        .peek(uid -> assertThat(uid).isNotNull())
        .filter(uid -> !uid.startsWith("Sink "))
        .collect(Collectors.toSet());
  }

  private static Set<String> documented(String job) throws IOException {
    String page = Files.readString(Path.of("../checkpoints/README.md"));
    String table = page.substring(page.indexOf("**" + job + "**"));
    String rest = table.substring(job.length() + 4);
    int end = Math.min(next(rest, "\n**"), next(rest, "\n## "));
    return UID.matcher(rest.substring(0, end))
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toSet());
  }

  private static int next(String text, String mark) {
    int at = text.indexOf(mark);
    return at < 0 ? text.length() : at;
  }

  private static Settings settings() {
    Diagnostics diagnostics = new Diagnostics();
    Settings settings =
        SettingsReader.read(
            "tocsin.yaml",
            """
            kafka: {bootstrap: 'localhost:9092'}
            sources:
              - {name: app, topics: [logs]}
            rules: rules
            checkpoints: {endpoint: 'http://localhost:9000', bucket: tocsin}
            elasticsearch: {urls: ['http://localhost:9200']}
            """,
            diagnostics);
    if (settings == null) {
      throw new AssertionError(diagnostics.render());
    }
    return settings;
  }
}
