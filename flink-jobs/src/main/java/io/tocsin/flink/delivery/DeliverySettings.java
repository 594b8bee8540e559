package io.tocsin.flink.delivery;

import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.flink.elasticsearch.Credentials;
import io.tocsin.flink.elasticsearch.ElasticsearchConnection;
import io.tocsin.message.Links;
import io.tocsin.receiver.ReceiversReader;
import io.tocsin.receiver.SecretSource;
import io.tocsin.settings.ElasticsearchSettings;
import io.tocsin.settings.Settings;
import io.tocsin.settings.TopicNames;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What the delivery job must know.
 *
 * @param kafka properties of Kafka's clients, {@code bootstrap.servers} among them
 * @param topics what they are called
 * @param receiversPath where {@code receivers.yaml} is or may come to be, as it is shown; empty if
 *     there never is one
 * @param receivers what {@code receivers.yaml} holds, without errors; secrets in it are names.
 *     Empty if it is not there yet
 * @param receiversInterval how often that file is read again
 * @param links where messages can take their readers
 * @param elasticsearch null to record alerts nowhere
 * @param checkpointInterval what is sent within one may be sent again after a crash
 * @param checkpointDirectory where they are kept; null for where the cluster keeps them
 */
public record DeliverySettings(
    Properties kafka,
    TopicNames topics,
    String receiversPath,
    String receivers,
    Duration receiversInterval,
    Links links,
    @Nullable ElasticsearchConnection elasticsearch,
    Duration checkpointInterval,
    @Nullable String checkpointDirectory) {
  /** The time between two checkpoints. */
  public static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(2);

  /** The time between two reads of the file of receivers, of which two equal ones count. */
  public static final Duration RECEIVERS_INTERVAL = Duration.ofSeconds(10);

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** Short, since a checkpoint waits for the answers of the requests that are under way. */
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);

  /**
   * Those of an installation. Receivers are read from the file that the settings name, or else from
   * {@code receivers.yaml} beside the rules, which may come later.
   *
   * @throws IllegalArgumentException if that file has errors; the message has all of them
   * @throws IOException if it cannot be read
   * @throws io.tocsin.receiver.SecretUnavailableException if a secret of Kafka or Elasticsearch
   *     cannot be had
   */
  public static DeliverySettings of(Settings settings, SecretSource secrets) throws IOException {
    String path = receiversPath(settings);
    boolean named = settings.receivers() != null;
    boolean there = named || !path.isEmpty() && Files.exists(Path.of(path));
    String receivers = there ? Files.readString(Path.of(path)) : "";
    Diagnostics diagnostics = new Diagnostics();
    ReceiversReader.read(path, receivers, diagnostics);
    if (diagnostics.hasErrors()) {
      throw new IllegalArgumentException(diagnostics.render());
    }
    ElasticsearchSettings elasticsearch = settings.elasticsearch();
    String kibana = settings.kibana() == null ? "" : settings.kibana();
    return new DeliverySettings(
        settings.kafka().client(secrets),
        settings.topics(),
        path,
        receivers,
        RECEIVERS_INTERVAL,
        new Links("", kibana, Links.NONE.logs()),
        elasticsearch == null ? null : connection(elasticsearch, secrets),
        CHECKPOINT_INTERVAL,
        "s3://" + settings.checkpoints().bucket() + "/checkpoints/delivery");
  }

  /** Empty if no file is named and there is no directory of rules for one to be in. */
  private static String receiversPath(Settings settings) {
    if (settings.receivers() != null) {
      return settings.receivers();
    }
    if (settings.rules().contains("://")) {
      return "";
    }
    return Path.of(settings.rules()).resolve("receivers.yaml").toString();
  }

  private static ElasticsearchConnection connection(
      ElasticsearchSettings settings, SecretSource secrets) {
    return new ElasticsearchConnection(
        settings.urls().stream().map(URI::create).toList(),
        credentials(settings, secrets),
        settings.ca(),
        CONNECT_TIMEOUT,
        REQUEST_TIMEOUT,
        true);
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
