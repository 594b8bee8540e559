package io.tocsin.flink.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.flink.elasticsearch.Credentials;
import io.tocsin.receiver.SecretSource;
import io.tocsin.settings.Settings;
import io.tocsin.settings.SettingsReader;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PipelineJobGraphTest {
  private static final String SETTINGS =
      """
      kafka: {bootstrap: 'localhost:9092'}
      sources:
        - {name: app, topics: [logs]}
      rules: rules
      checkpoints: {endpoint: 'http://localhost:9000', bucket: tocsin}
      """;

  private static final String HERE = "elasticsearch: {urls: ['http://localhost:9200']}\n";

  @Test
  void noUidHasChanged() {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2);
    PipelineJob.build(env, settings(HERE));

    assertThat(
            env.getStreamGraph().getStreamNodes().stream()
                .map(StreamNode::getTransformationUID)
                .toList())
        .contains(
            "pipeline-dead-letter-documents",
            "pipeline-dead-letters-in",
            "pipeline-dead-letters-out",
            "pipeline-dead-letters-read",
            "pipeline-documents",
            "pipeline-logs",
            "pipeline-read")
        .doesNotContainNull();
  }

  @Test
  void sourceReaderAndSinkAreOneChain() {
    assertThat(vertices(""))
        .anyMatch(name -> name.matches("Source: logs -> read -> .*documents.*"));
  }

  @Test
  void aSinkOfAnotherParallelismIsReachedByRescalingAndMayHaveSlotsOfItsOwn() {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2);
    PipelineJob.build(env, settings(HERE + "pipeline: {sink_parallelism: 1, sink_slots: own}\n"));

    StreamNode sink =
        env.getStreamGraph().getStreamNodes().stream()
            .filter(node -> node.getOperatorName().equals("documents: Writer"))
            .findFirst()
            .orElseThrow();
    assertThat(sink.getParallelism()).isEqualTo(1);
    assertThat(sink.getSlotSharingGroup()).isEqualTo("sink");
    assertThat(sink.getInEdges())
        .extracting(edge -> edge.getPartitioner().toString())
        .containsExactly("RESCALE");
  }

  /** The job's vertices: each a chain. */
  private static List<String> vertices(String more) {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2);
    PipelineJob.build(env, settings(HERE + more));
    return StreamSupport.stream(
            env.getStreamGraph().getJobGraph().getVertices().spliterator(), false)
        .map(JobVertex::getName)
        .toList();
  }

  @Test
  void credentialsAreResolvedAndNotShown() {
    PipelineSettings settings =
        settings(
            "elasticsearch: {urls: ['https://es:9200'], user: tocsin, password: '${env:SECRET}'}\n");

    assertThat(settings.elasticsearch().credentials())
        .isEqualTo(new Credentials.Basic("tocsin", "value of SECRET"));
    assertThat(settings.toString()).doesNotContain("value of SECRET");
    assertThat(settings.checkpointDirectory()).isEqualTo("s3://tocsin/checkpoints/pipeline");
  }

  @Test
  void saysThatItNeedsElasticsearch() {
    assertThatThrownBy(() -> settings(""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs 'elasticsearch' in the settings");
  }

  private static PipelineSettings settings(String more) {
    Diagnostics diagnostics = new Diagnostics();
    Settings settings = SettingsReader.read("tocsin.yaml", SETTINGS + more, diagnostics);
    if (settings == null) {
      throw new AssertionError(diagnostics.render());
    }
    return PipelineSettings.of(settings, List.of(), new TestingSecrets());
  }

  private static final class TestingSecrets implements SecretSource {
    @Override
    public @Nullable String variable(String name) {
      return "value of " + name;
    }

    @Override
    public String file(String path) {
      return "content of " + path;
    }
  }
}
