package io.tocsin.sandbox.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.document.SourceFormat;
import io.tocsin.document.SourceSpec;
import io.tocsin.flink.elasticsearch.Backoff;
import io.tocsin.flink.elasticsearch.BulkLimits;
import io.tocsin.flink.elasticsearch.ElasticsearchConnection;
import io.tocsin.flink.pipeline.DropFilters;
import io.tocsin.flink.pipeline.PipelineJob;
import io.tocsin.flink.pipeline.PipelineSettings;
import io.tocsin.flink.pipeline.PipelineSource;
import io.tocsin.sandbox.ElasticsearchPart;
import io.tocsin.sandbox.KafkaPart;
import io.tocsin.sandbox.SavepointFixture;
import io.tocsin.sandbox.StackExtension;
import io.tocsin.sandbox.Workspace;
import io.tocsin.settings.PipelineLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.elasticsearch.client.ResponseException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(StackExtension.class)
@Timeout(300)
class PipelineJobTest {
  private static final int LOGS_AT_ONCE = 200;

  @TempDir Path checkpoints;

  @Test
  void everyLogIsThereOnceAndWhatIsNoneIsAccountedFor(
      KafkaPart kafka, ElasticsearchPart elasticsearch) throws Exception {
    Run run = new Run(kafka, elasticsearch, "good");
    try (TestingIndex index = new TestingIndex(elasticsearch.uri())) {
      index.installTemplates();
      run.createTopics();
      run.produce(0, 500, "log");
      run.produceRaw("this is no JSON");
      run.produceRaw("{\"@timestamp\":\"2026-11-20T10:00:00Z\",\"host\":{\"ip\":{\"no\":\"ip\"}}}");
      run.produce(500, 500, "log");
      run.produceRaw("{\"@timestamp\":\"2026-11-20T10:00:00Z\",\"level\":\"debug\"}");
      run.produce(1_003, 1, "the last one");

      try (StreamExecutionEnvironment env = run.environment(null)) {
        JobClient job = env.executeAsync("pipeline");
        patiently().until(() -> run.offsets(index, run.stream()).contains(1_003L));
        patiently().until(() -> index.ids(run.deadLetterStream()).size() >= 2);
        job.cancel().get(30, TimeUnit.SECONDS);
      }

      List<Long> expected = new ArrayList<>();
      for (long offset = 0; offset < 1_004; offset++) {
        // Two are no logs, and one says that it is of no interest.
        if (offset != 500 && offset != 501 && offset != 1_002) {
          expected.add(offset);
        }
      }
      assertThat(run.offsets(index, run.stream())).isEqualTo(expected);
      assertThat(run.offsets(index, run.deadLetterStream())).containsExactly(500L, 501L);
      for (JsonNode hit : index.hits(run.deadLetterStream())) {
        JsonNode letter = hit.get("_source");
        assertThat(letter.at("/kafka/topic").asText()).isEqualTo(run.topic());
        if (letter.at("/kafka/offset").asInt() == 500) {
          assertThat(letter.at("/deadletter/stage").asText()).isEqualTo("decode");
          assertThat(Base64.getDecoder().decode(letter.at("/deadletter/bytes").asText()))
              .isEqualTo("this is no JSON".getBytes(UTF_8));
        } else {
          assertThat(letter.at("/deadletter/stage").asText()).isEqualTo("index");
          assertThat(letter.at("/deadletter/target").asText()).isEqualTo(run.stream());
          assertThat(letter.at("/deadletter/status").asInt()).isEqualTo(400);
        }
      }
    }
  }

  @Test
  void aJobThatStartsAgainFromItsCheckpointWritesNothingTwiceAlsoAfterARollover(
      KafkaPart kafka, ElasticsearchPart elasticsearch) throws Exception {
    Run run = new Run(kafka, elasticsearch, "again");
    try (TestingIndex index = new TestingIndex(elasticsearch.uri())) {
      index.installTemplates();
      run.createTopics();
      run.produce(0, 300, "log");
      try (StreamExecutionEnvironment env = run.environment(null)) {
        JobClient job = env.executeAsync("pipeline");
        patiently().until(() -> newestCheckpoint() != null && !index.ids(run.stream()).isEmpty());
        String checkpoint = newestCheckpoint();
        // What comes now is written, and not in that checkpoint.
        run.produce(300, 300, "log");
        patiently().until(() -> index.ids(run.stream()).size() == 600);
        job.cancel().get(30, TimeUnit.SECONDS);
        // The new backing index knows none of the ids.
        index.rollOver(run.stream());
        // What is in the checkpoint goes along, however the sink lies.
        run.layout = new PipelineLayout(2, true);
        try (StreamExecutionEnvironment restored = run.environment(checkpoint)) {
          run.produce(600, 100, "log");
          JobClient second = restored.executeAsync("pipeline");
          patiently().until(() -> index.ids(run.stream()).size() >= 700);
          second.cancel().get(30, TimeUnit.SECONDS);
        }
      }

      assertThat(run.offsets(index, run.stream()))
          .isEqualTo(LongStream.range(0, 700).boxed().toList());
      assertThat(index.indices(run.stream())).hasSize(2);
      assertThat(index.ids(run.deadLetterStream())).isEmpty();
    }
  }

  /** What is before the savepoint in the topic is not read again, and what is behind it is. */
  @Test
  void theSavepointOfRelease01IsGoneOnFrom(KafkaPart kafka, ElasticsearchPart elasticsearch)
      throws Exception {
    SavepointFixture fixture = new SavepointFixture("pipeline-0.1");
    Run run = new Run(kafka, elasticsearch, "release01");
    String from = SavepointFixture.isRewritten() ? null : fixture.address();
    try (TestingIndex index = new TestingIndex(elasticsearch.uri());
        StreamExecutionEnvironment env = run.environment(from)) {
      index.installTemplates();
      run.createTopics();
      run.produce(0, 100, "log");
      if (SavepointFixture.isRewritten()) {
        JobClient job = env.executeAsync("pipeline");
        patiently().until(() -> index.ids(run.stream()).size() == 100);
        fixture.write(
            job.stopWithSavepoint(
                    false, checkpoints.toUri().toString(), SavepointFormatType.CANONICAL)
                .get(60, TimeUnit.SECONDS));
        return;
      }
      run.produce(100, 50, "log");
      JobClient job = env.executeAsync("pipeline");
      patiently().until(() -> run.offsets(index, run.stream()).contains(149L));
      job.cancel().get(30, TimeUnit.SECONDS);

      assertThat(run.offsets(index, run.stream()))
          .isEqualTo(LongStream.range(100, 150).boxed().toList());
    }
  }

  /**
   * Logs keep coming, and Elasticsearch is killed: {@code -Dtocsin.elasticsearch.away.seconds=60}
   * for how long.
   */
  @Test
  void whatComesWhileElasticsearchIsAwayIsThereOnceItIsBackAndCheckpointsGoOn(KafkaPart kafka)
      throws Exception {
    Duration away = Duration.ofSeconds(Integer.getInteger("tocsin.elasticsearch.away.seconds", 1));
    Workspace workspace = Workspace.create();
    try (ElasticsearchPart elasticsearch = new ElasticsearchPart(workspace, false)) {
      elasticsearch.start();
      Run run = new Run(kafka, elasticsearch, "away");
      run.createTopics();
      try (TestingIndex index = new TestingIndex(elasticsearch.uri());
          StreamExecutionEnvironment env = run.environment(null)) {
        index.installTemplates();
        AtomicInteger sent = new AtomicInteger();
        JobClient job = env.executeAsync("pipeline");
        patiently()
            .until(
                () -> {
                  run.produce(sent.getAndAdd(LOGS_AT_ONCE), LOGS_AT_ONCE, "before");
                  return newestCheckpoint() != null && index.count(run.stream()) > 0;
                });

        elasticsearch.kill();
        long end = System.nanoTime() + away.toNanos();
        patiently()
            .atMost(away.plusSeconds(90))
            .until(
                () -> {
                  run.produce(sent.getAndAdd(LOGS_AT_ONCE), LOGS_AT_ONCE, "meanwhile");
                  return System.nanoTime() > end;
                });
        assertThat(job.getJobStatus().get()).isEqualTo(JobStatus.RUNNING);
        int before = checkpoints().size();
        elasticsearch.start();

        patiently()
            .ignoreExceptionsInstanceOf(ResponseException.class) // a shard is still recovering
            .until(() -> index.count(run.stream()) >= sent.get());
        patiently().until(() -> checkpoints().size() > before);
        assertThat(job.getJobStatus().get()).isEqualTo(JobStatus.RUNNING);
        job.cancel().get(30, TimeUnit.SECONDS);

        assertThat(index.count(run.stream())).isEqualTo(sent.get());
        assertThat(index.allIds(run.stream())).hasSize(sent.get());
        assertThat(index.ids(run.deadLetterStream())).isEmpty();
        System.out.printf(
            "Elasticsearch away for %d s: %d logs, each there once%n",
            away.toSeconds(), sent.get());
      }
    } finally {
      workspace.delete();
    }
  }

  private static ConditionFactory patiently() {
    return Awaitility.await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(200));
  }

  private @Nullable String newestCheckpoint() throws IOException {
    return checkpoints().stream().max(String::compareTo).orElse(null);
  }

  private List<String> checkpoints() throws IOException {
    try (Stream<Path> files = Files.walk(checkpoints)) {
      return files
          .filter(file -> file.getFileName().toString().equals("_metadata"))
          .map(file -> file.resolveSibling("").toUri().toString())
          .toList();
    }
  }

  private final class Run {
    private final KafkaPart kafka;
    private final ElasticsearchPart elasticsearch;
    private final String name;
    private PipelineLayout layout = PipelineLayout.CHAINED;

    Run(KafkaPart kafka, ElasticsearchPart elasticsearch, String name) {
      this.kafka = kafka;
      this.elasticsearch = elasticsearch;
      this.name = name;
    }

    String topic() {
      return "pipeline-" + name;
    }

    String stream() {
      return "logs-pipeline." + name + "-default";
    }

    String deadLetterStream() {
      return "logs-tocsin.deadletter-" + name;
    }

    /** The offsets of the records that documents were made of, sorted. */
    List<Long> offsets(TestingIndex index, String target) throws IOException {
      List<Long> offsets = new ArrayList<>();
      for (String id : index.ids(target)) {
        String[] parts = id.split(":");
        assertThat(parts).hasSize(4).startsWith(topic(), "0");
        offsets.add(Long.valueOf(parts[2]));
      }
      offsets.sort(null);
      return offsets;
    }

    void createTopics() throws Exception {
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
        admin
            .createTopics(
                List.of(
                    new NewTopic(topic(), 1, (short) 1),
                    new NewTopic(topic() + "-dead-letters", 1, (short) 1)))
            .all()
            .get(30, TimeUnit.SECONDS);
      }
    }

    void produce(int first, int count, String message) {
      String[] values = new String[count];
      for (int i = 0; i < count; i++) {
        values[i] =
            "{\"@timestamp\":\"2026-11-20T10:00:00Z\",\"message\":\"%s %d\"}"
                .formatted(message, first + i);
      }
      produceRaw(values);
    }

    void produceRaw(String... values) {
      // One request at a time, as in DurableKafkaSink: the topic is new.
      Map<String, Object> properties =
          Map.of(
              "bootstrap.servers",
              kafka.bootstrapServers(),
              "max.in.flight.requests.per.connection",
              1);
      try (KafkaProducer<byte[], byte[]> producer =
          new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
        for (String value : values) {
          var unused = producer.send(new ProducerRecord<>(topic(), value.getBytes(UTF_8)));
        }
      }
    }

    StreamExecutionEnvironment environment(@Nullable String from) {
      Configuration configuration = new Configuration();
      configuration.set(TaskManagerOptions.NUM_TASK_SLOTS, 4);
      if (from != null) {
        configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, from);
      }
      StreamExecutionEnvironment env =
          StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
      Properties client = new Properties();
      client.setProperty("bootstrap.servers", kafka.bootstrapServers());
      SourceSpec spec =
          SourceSpec.of(SourceFormat.ECS).withDataStream("pipeline." + name, "default");
      PipelineJob.build(
          env,
          new PipelineSettings(
              client,
              List.of(
                  new PipelineSource(
                      name, List.of(topic()), null, spec, DropFilters.of("log.level: DEBUG"))),
              topic() + "-dead-letters",
              deadLetterStream(),
              ElasticsearchConnection.to(elasticsearch.uri()),
              BulkLimits.standard(),
              Backoff.standard(),
              layout,
              Duration.ofMillis(500),
              checkpoints.toUri().toString()));
      // After what the job sets of its own: a test goes back to a checkpoint that is not the last.
      Configuration kept = new Configuration();
      kept.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 1_000);
      env.configure(kept);
      return env;
    }
  }
}
