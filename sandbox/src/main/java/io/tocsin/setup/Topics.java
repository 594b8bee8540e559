package io.tocsin.setup;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes topics that are not there, and compares those that are with what they should be. */
final class Topics {

  private static final int TIME_LIMIT_MILLIS = (int) Duration.ofSeconds(10).toMillis();

  private static final int PAUSE_MILLIS = 100;

  private final Properties kafka;

  /** Topics of the cluster that these client properties reach. */
  Topics(Properties kafka) {
    this.kafka = new Properties();
    this.kafka.putAll(kafka);
    this.kafka.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIME_LIMIT_MILLIS);
    this.kafka.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIME_LIMIT_MILLIS);
  }

  /**
   * Makes what is missing; returns a line for each topic that says what became of it.
   *
   * @throws SetupException if the cluster is unreachable or refuses
   */
  List<String> ensure(List<TopicPlan> plans) {
    try (Admin admin = Admin.create(kafka)) {
      Set<String> existing = admin.listTopics().names().get();
      List<String> lines = new ArrayList<>();
      for (TopicPlan plan : plans) {
        boolean made = !existing.contains(plan.name()) && make(admin, plan);
        lines.add(
            made
                ? "topic %s made, %d partitions".formatted(plan.name(), plan.partitions())
                : compare(admin, plan));
      }
      return lines;
    } catch (ExecutionException e) {
      throw explain(e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SetupException("interrupted while setting up topics", e);
    } catch (KafkaException e) {
      throw explain(e);
    }
  }

  /** False if somebody else has made it meanwhile. */
  private static boolean make(Admin admin, TopicPlan plan)
      throws ExecutionException, InterruptedException {
    NewTopic topic =
        new NewTopic(plan.name(), plan.partitions(), (short) plan.replication())
            .configs(plan.configuration());
    try {
      admin.createTopics(List.of(topic)).all().get();
      awaitKnown(admin, plan.name());
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicExistsException) {
        awaitKnown(admin, plan.name());
        return false;
      }
      throw e;
    }
  }

  /** Waits until brokers tell of a topic, which is a moment after the controller has made it. */
  private static void awaitKnown(Admin admin, String topic)
      throws ExecutionException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TIME_LIMIT_MILLIS);
    CountDownLatch pause = new CountDownLatch(1); // nothing opens it
    while (!admin.listTopics().names().get().contains(topic)) {
      if (System.nanoTime() > deadline) {
        throw new KafkaException("topic " + topic + " was made, and no broker knows it yet");
      }
      if (pause.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("the pause was cut short");
      }
    }
  }

  private static String compare(Admin admin, TopicPlan plan)
      throws ExecutionException, InterruptedException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, plan.name());
    Config actual = admin.describeConfigs(List.of(resource)).all().get().values().iterator().next();
    List<String> differences = new ArrayList<>();
    plan.configuration()
        .forEach(
            (key, wanted) -> {
              String value = actual.get(key) == null ? "unset" : actual.get(key).value();
              if (!wanted.equals(value)) {
                differences.add(key + " is " + value + ", not " + wanted);
              }
            });
    return differences.isEmpty()
        ? "topic " + plan.name() + " is there"
        : "topic %s is there and stays as it is: %s"
            .formatted(plan.name(), String.join("; ", differences));
  }

  private SetupException explain(Throwable cause) {
    Object servers = kafka.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG);
    if (cause instanceof TimeoutException) {
      return new SetupException(
          "no Kafka broker answers at "
              + servers
              + " within "
              + TIME_LIMIT_MILLIS / 1000
              + " s; check bootstrap.servers and that the broker runs",
          cause);
    }
    String message = cause.getCause() == null ? cause.getMessage() : cause.getCause().getMessage();
    return new SetupException("Kafka at " + servers + ": " + message, cause);
  }
}
