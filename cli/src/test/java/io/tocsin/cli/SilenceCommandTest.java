package io.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.sandbox.KafkaPart;
import io.tocsin.sandbox.Workspace;
import io.tocsin.settings.TopicNames;
import io.tocsin.setup.Setup;
import io.tocsin.setup.TopicPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SilenceCommandTest {
  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private String settings(String bootstrap) throws IOException {
    return Files.writeString(
            directory.resolve("tocsin.yaml"),
            """
            kafka: {bootstrap: '%s'}
            sources:
              - {name: app, topics: [logs]}
            checkpoints: {endpoint: 'http://127.0.0.1:1', bucket: tocsin, access_key: '${env:A}',
                          secret_key: '${env:B}'}
            """
                .formatted(bootstrap))
        .toString();
  }

  @Test
  void aSilenceIsAddedListedAndEnded() throws IOException {
    Workspace workspace = Workspace.create();
    KafkaPart kafka = new KafkaPart(workspace, false);
    try {
      kafka.start();
      Properties client = new Properties();
      client.setProperty("bootstrap.servers", kafka.bootstrapServers());
      new Setup(line -> {}).topics(client, TopicPlan.own(TopicNames.DEFAULT, 1));
      String settings = settings(kafka.bootstrapServers());

      assertThat(run("list", "-c", settings)).isZero();
      assertThat(taken()).isEqualTo("no silences\n");

      assertThat(
              run(
                  "add",
                  "alertname=checkout-errors",
                  "host.name=~web-.*",
                  "--for",
                  "2h",
                  "--why",
                  "deploying",
                  "--by",
                  "jane",
                  "-c",
                  settings))
          .isZero();
      String added = taken();
      assertThat(added)
          .matches(
              "[0-9a-f]{8}  active  until \\S+Z  alertname=checkout-errors host.name=~web-\\.\\*"
                  + "  by jane: deploying\n");

      assertThat(run("list", "-c", settings)).isZero();
      assertThat(taken()).isEqualTo(added);

      assertThat(run("end", added.substring(0, 8), "-c", settings)).isZero();
      assertThat(taken()).contains("over    since");
      assertThat(run("list", "-c", settings)).isZero();
      assertThat(taken()).isEqualTo("no silences\n");
      assertThat(run("list", "--all", "-c", settings)).isZero();
      assertThat(taken()).startsWith(added.substring(0, 8));

      assertThat(run("end", "nonsense", "-c", settings)).isEqualTo(2);
      assertThat(err.toString())
          .isEqualTo("tocsin: no silence 'nonsense'; 'tocsin silence list' shows them\n");
    } finally {
      kafka.close();
      workspace.delete();
    }
  }

  @Test
  void mistakesAreNamedBeforeAnythingIsAsked() throws IOException {
    String settings = settings("127.0.0.1:1");

    assertThat(run("add", "checkout", "--for", "2h", "--why", "x", "-c", settings)).isEqualTo(2);
    assertThat(run("add", "a=~[", "--for", "2h", "--why", "x", "-c", settings)).isEqualTo(2);
    assertThat(run("add", "a=b", "--why", "x", "-c", settings)).isEqualTo(2);
    assertThat(run("add", "a=b", "--until", "2020-01-01T00:00Z", "--why", "x", "-c", settings))
        .isEqualTo(2);
    assertThat(run("add", "a=~.*", "--for", "1h", "--why", "x", "-c", settings)).isEqualTo(2);
    assertThat(run("add", "a=b", "--until", "noon", "--why", "x", "-c", settings)).isEqualTo(2);
    assertThat(run("add", "a=b", "--for", "1h", "-c", settings)).isEqualTo(2);
    assertThat(err.toString().lines().map(line -> line.replaceAll("; see .*", "")))
        .containsExactly(
            "tocsin: expected a label such as severity=critical or host.name=~web-.*, got"
                + " 'checkout'",
            "tocsin: not a regular expression in 'a=~[': missing closing ]",
            "tocsin: say how long: --for 2h or --until TIME, one of them",
            "tocsin: the silence would be over already: it ends at 2020-01-01T00:00:00Z",
            "tocsin: a silence needs a label that not every alert has, such as"
                + " alertname=checkout-errors",
            "tocsin: Invalid value for option '--until': 'noon' is no time such as"
                + " 2026-11-21T18:00 or 2026-11-21T18:00Z",
            "tocsin: Missing required option: '--why=TEXT'");
  }

  @Test
  void aBrokerThatIsNotThereIsAFailureOutside() throws IOException {
    assertThat(run("list", "-c", settings("127.0.0.1:1"))).isEqualTo(3);
    assertThat(err.toString()).startsWith("tocsin: Kafka at 127.0.0.1:1: ").hasLineCount(1);
  }

  private String taken() {
    String text = out.toString();
    out.getBuffer().setLength(0);
    return text;
  }

  private int run(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "silence";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return Tocsin.run(new PrintWriter(out, true), new PrintWriter(err, true), all);
  }
}
