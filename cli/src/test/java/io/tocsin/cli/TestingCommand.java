package io.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** The command as a person runs it: what it is called with, prints and ends with. */
final class TestingCommand {
  /** An address where nothing listens. */
  static final String NOWHERE = "127.0.0.1:1";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** Settings with a Kafka, as a file in a folder. */
  static String settings(Path folder, String bootstrap, String more) throws IOException {
    return Files.writeString(
            folder.resolve("tocsin.yaml"),
            """
            kafka: {bootstrap: '%s'}
            sources:
              - {name: app, topics: [logs]}
            checkpoints: {endpoint: 'http://%s', bucket: tocsin, access_key: '${env:A}',
                          secret_key: '${env:B}'}
            %s
            """
                .formatted(bootstrap, NOWHERE, more))
        .toString();
  }

  /** Settings of an installation of which only Elasticsearch answers. */
  static String settingsWithElasticsearch(Path folder, Object address) throws IOException {
    return settings(folder, NOWHERE, "elasticsearch: {urls: ['%s']}".formatted(address));
  }

  /** Runs it; returns its exit code. */
  int run(String... arguments) {
    return Tocsin.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  /** Runs it, which must end well; returns what it prints. */
  String succeeds(String... arguments) {
    int code = run(arguments);
    assertThat(code).as("tocsin %s: %s", String.join(" ", arguments), err).isZero();
    return printed();
  }

  /** What it has printed since this was last asked. */
  String printed() {
    return taken(out);
  }

  /** What it has said on standard error since this was last asked. */
  String said() {
    return taken(err);
  }

  private static String taken(StringWriter writer) {
    String text = writer.toString();
    writer.getBuffer().setLength(0);
    return text;
  }
}
