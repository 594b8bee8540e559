package io.tocsin.sandbox.demo;

import io.tocsin.sandbox.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files by which an installation is configured, as they are for the demo. */
final class DemoFiles {

  /** The topic of the demo's logs. */
  static final String LOGS = "logs";

  private DemoFiles() {}

  /** Writes {@code tocsin.yaml} and {@code receivers.yaml}; returns the first. */
  static Path write(Stack stack, URI webhook, Path rules) {
    Path directory = stack.workspace().directory();
    Path receivers = directory.resolve("receivers.yaml");
    Path settings = directory.resolve("tocsin.yaml");
    try {
      Files.write(receivers, receivers(webhook));
      Files.write(settings, settings(stack, receivers, rules));
      return settings;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One notification for each alert, at once: people are watching. */
  private static List<String> receivers(URI webhook) {
    return List.of(
        "default: terminal",
        "receivers:",
        "  terminal:",
        "    webhook: {url: '" + webhook + "'}",
        "    group_by: ['...']",
        "    group_wait: 0s",
        "    group_interval: 1s");
  }

  private static List<String> settings(Stack stack, Path receivers, Path rules) {
    return List.of(
        "kafka: {bootstrap: '" + stack.kafka().bootstrapServers() + "'}",
        "sources:",
        "  - {name: demo, topics: [" + LOGS + "], dataset: demo}",
        "rules: " + rules,
        "receivers: " + receivers,
        "checkpoints:",
        "  endpoint: " + stack.objectStore().endpoint(),
        "  bucket: " + Stack.BUCKET,
        "  region: " + stack.objectStore().region(),
        "  access_key: " + stack.objectStore().accessKey(),
        "  secret_key: " + stack.objectStore().secretKey(),
        "  path_style: true",
        "elasticsearch: {urls: ['" + stack.elasticsearch().uri() + "']}",
        "parallelism: " + Demo.PARALLELISM);
  }
}
