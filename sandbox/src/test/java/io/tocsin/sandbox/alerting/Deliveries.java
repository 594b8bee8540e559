package io.tocsin.sandbox.alerting;

import io.tocsin.flink.delivery.DeliveryJob;
import io.tocsin.flink.delivery.DeliverySettings;
import io.tocsin.flink.elasticsearch.ElasticsearchConnection;
import io.tocsin.message.Links;
import io.tocsin.sandbox.KafkaPart;
import io.tocsin.sandbox.delivery.Hook;
import java.net.URI;
import java.util.Properties;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** Delivery jobs beside the alerting job of a test. */
final class Deliveries {
  private Deliveries() {}

  /** Starts a delivery job that tells one hook of everything at once. */
  static JobClient deliver(
      StreamExecutionEnvironment env,
      TestingInstallation installation,
      KafkaPart kafka,
      @Nullable URI elasticsearch,
      Hook hook)
      throws Exception {
    String receivers =
        "{default: hook, receivers: {hook: {webhook: {url: '%s'}, group_wait: 0s, group_interval: 1s}}}"
            .formatted(hook.url());
    return deliver(env, installation, kafka, elasticsearch, receivers);
  }

  /** Starts a delivery job with the text of a file of receivers. */
  static JobClient deliver(
      StreamExecutionEnvironment env,
      TestingInstallation installation,
      KafkaPart kafka,
      @Nullable URI elasticsearch,
      String receivers)
      throws Exception {
    Properties properties = new Properties();
    properties.setProperty("bootstrap.servers", kafka.bootstrapServers());
    DeliveryJob.build(
        env,
        new DeliverySettings(
            properties,
            installation.settings().topics(),
            "",
            receivers,
            DeliverySettings.RECEIVERS_INTERVAL,
            Links.NONE,
            elasticsearch == null ? null : ElasticsearchConnection.to(elasticsearch),
            DeliverySettings.CHECKPOINT_INTERVAL,
            null));
    return env.executeAsync();
  }
}
