package io.tocsin.flink.pipeline;

import io.tocsin.flink.elasticsearch.Backoff;
import io.tocsin.flink.elasticsearch.BulkLimits;
import io.tocsin.flink.elasticsearch.Credentials;
import io.tocsin.flink.elasticsearch.ElasticsearchConnection;
import io.tocsin.receiver.SecretSource;
import io.tocsin.settings.ElasticsearchSettings;
import io.tocsin.settings.PipelineLayout;
import io.tocsin.settings.Settings;
import io.tocsin.settings.SourceSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What the pipeline job must know.
 *
 * @param kafka properties of Kafka's clients, {@code bootstrap.servers} among them
 * @param sources at least one; a topic that two cover is read as the first says
 * @param deadLetterTopic exists already
 * @param deadLetterStream the data stream in which dead letters are searched
 * @param layout how the sink lies beside the source
 * @param checkpointInterval between the starts of two checkpoints
 * @param checkpointDirectory where they are kept; null for where the cluster keeps them
 */
public record PipelineSettings(
    Properties kafka,
    List<PipelineSource> sources,
    String deadLetterTopic,
    String deadLetterStream,
    ElasticsearchConnection elasticsearch,
    BulkLimits limits,
    Backoff backoff,
    PipelineLayout layout,
    Duration checkpointInterval,
    @Nullable String checkpointDirectory) {
  /** The data stream of dead letters, unless another is set. */
  public static final String DEAD_LETTER_STREAM = "logs-tocsin.deadletter-default";

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /**
   * Copies the sources.
   *
   * @throws IllegalArgumentException if there are none
   */
  public PipelineSettings {
    sources = List.copyOf(sources);
    if (sources.isEmpty()) {
      throw new IllegalArgumentException("expected at least one source");
    }
  }

  /**
   * Those of an installation.
   *
   * @param teamFields what the {@code fields.yaml} beside its rules hold
   * @throws IllegalArgumentException if it names no Elasticsearch
   * @throws io.tocsin.receiver.SecretUnavailableException if a secret cannot be had
   */
  public static PipelineSettings of(
      Settings settings, List<String> teamFields, SecretSource secrets) {
    if (settings.elasticsearch() == null) {
      throw new IllegalArgumentException(
          "the pipeline job needs 'elasticsearch' in the settings: it writes logs there");
    }
    return new PipelineSettings(
        settings.kafka().client(secrets),
        settings.sources().stream().map(each -> source(each, teamFields)).toList(),
        settings.topics().deadLetters(),
        DEAD_LETTER_STREAM,
        connection(settings.elasticsearch(), secrets),
        BulkLimits.standard(),
        Backoff.standard(),
        settings.pipeline(),
        settings.checkpoints().interval(),
        "s3://" + settings.checkpoints().bucket() + "/checkpoints/pipeline");
  }

  private static PipelineSource source(SourceSettings source, List<String> teamFields) {
    return new PipelineSource(
        source.name(),
        source.topics(),
        source.topicPattern(),
        source.spec(),
        new DropFilters(source.drop(), teamFields));
  }

  private static ElasticsearchConnection connection(
      ElasticsearchSettings settings, SecretSource secrets) {
    return new ElasticsearchConnection(
        settings.urls().stream().map(URI::create).toList(),
        credentials(settings, secrets),
        settings.ca(),
        CONNECT_TIMEOUT,
        settings.requestTimeout(),
        settings.compression());
  }

  private static Credentials credentials(ElasticsearchSettings settings, SecretSource secrets) {
    if (settings.apiKey() != null) {
      return new Credentials.ApiKey(settings.apiKey().resolve(secrets));
    }
    if (settings.user() != null && settings.password() != null) {
      return new Credentials.Basic(settings.user(), settings.password().resolve(secrets));
    }
    return new Credentials.Anonymous();
  }
}
