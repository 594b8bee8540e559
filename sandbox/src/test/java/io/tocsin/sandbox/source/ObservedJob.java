package io.tocsin.sandbox.source;

import io.tocsin.document.FieldIndex;
import io.tocsin.document.LogReaders;
import io.tocsin.document.SourceFormat;
import io.tocsin.document.SourceSpec;
import io.tocsin.flink.source.ClockedKafkaSource;
import io.tocsin.flink.source.ClockedKafkaSourceBuilder;
import io.tocsin.flink.source.RulesAcceptance;
import io.tocsin.flink.source.RulesDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.jspecify.annotations.Nullable;

/** A job of the source and an {@link Observer} chained to it, on a mini cluster. */
final class ObservedJob implements AutoCloseable {
  private final JobClient client;

  private ObservedJob(JobClient client) {
    this.client = client;
  }

  /** Starts the job; each subtask tells the observation of this name what it sees. */
  static ObservedJob start(
      String observation, ClockedKafkaSource source, int parallelism, @Nullable String savepoint)
      throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(500));
    if (savepoint != null) {
      configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    }
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    env.setParallelism(parallelism);
    env.fromSource(source, ClockedKafkaSource.watermarks("logs"), "logs")
        .uid("logs")
        .transform(
            "observe", org.apache.flink.api.common.typeinfo.Types.LONG, new Observer(observation))
        .uid("observe")
        .sinkTo(new DiscardingSink<>())
        .uid("nothing");
    return new ObservedJob(env.executeAsync());
  }

  /** A source of ECS logs that reads fast and often, with rules that are accepted as they are. */
  static ClockedKafkaSourceBuilder source(String bootstrapServers, String topic, Path rules) {
    Properties properties = new Properties();
    properties.setProperty("bootstrap.servers", bootstrapServers);
    SourceSpec spec = SourceSpec.of(SourceFormat.ECS);
    return ClockedKafkaSource.builder()
        .kafka(properties)
        .topics(List.of(topic))
        .rules(
            new RulesDirectory(new org.apache.flink.core.fs.Path(rules.toUri())),
            (inForce, read) -> new RulesAcceptance.Wanted(read, List.of(), 0))
        .readers((inForce, stats) -> LogReaders.create(spec, FieldIndex.builder().build(), stats))
        .rulesInterval(Duration.ofMillis(500))
        .proofInterval(Duration.ofMillis(250));
  }

  /** Stops the job and gives the place of its savepoint. */
  String stop(Path directory) throws Exception {
    return client
        .stopWithSavepoint(false, directory.toUri().toString(), SavepointFormatType.CANONICAL)
        .get();
  }

  @Override
  public void close() throws Exception {
    if (!client.getJobStatus().get().isGloballyTerminalState()) {
      client.cancel().get();
    }
  }
}
