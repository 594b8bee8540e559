package io.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TocsinTest {

  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void helpNamesTheCommandsAndIsFine() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("demo", "setup", "submit", "Exit codes");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void anUnknownOptionIsMisuseWithASuggestion() {
    assertThat(run("demo", "--fro", "3m")).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo(
            "tocsin: unknown option '--fro'; did you mean '--for'? see 'tocsin demo --help'\n");
  }

  @Test
  void anUnknownCommandIsMisuseWithASuggestion() {
    assertThat(run("dmeo")).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo(
            "tocsin: unexpected argument 'dmeo'; did you mean 'demo'? see 'tocsin --help'\n");
  }

  @Test
  void noCommandIsMisuse() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).isEqualTo("tocsin: no command given; see 'tocsin --help'\n");
  }

  @Test
  void aDurationWithoutAUnitIsMisuse() {
    assertThat(run("demo", "--for", "3")).isEqualTo(2);
    assertThat(err.toString()).contains("'3' is no duration such as 30s, 3m or 1h");
  }

  @Test
  void aJobThatThereIsNotIsMisuse() {
    assertThat(run("submit", "alerts")).isEqualTo(2);
    assertThat(err.toString()).contains("no job 'alerts'; it is alerting, pipeline or delivery");
  }

  @Test
  void aFileOfLogsThatIsMissingOrEmptyIsMisuse() throws IOException {
    Path empty = Files.createFile(directory.resolve("empty"));

    assertThat(run("demo", "--logs", "/no/such/file")).isEqualTo(2);
    assertThat(run("demo", "--logs", empty.toString())).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo(
            "tocsin: cannot read /no/such/file; name a file of ECS JSON logs\n"
                + "tocsin: "
                + empty
                + " holds no logs; name a file of ECS JSON logs\n");
  }

  @Test
  void missingSettingsAreMisuseAndWrongOnesAreWrong() throws IOException {
    Path wrong = Files.writeString(directory.resolve("tocsin.yaml"), "kafka: 7\n");

    assertThat(run("setup", "--settings", "/no/such/file")).isEqualTo(2);
    assertThat(err.toString()).startsWith("tocsin: no file /no/such/file; ");
    assertThat(run("setup", "--settings", wrong.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("tocsin.yaml:1:");
  }

  @Test
  void aBrokerThatIsNotThereIsAFailureOutsideWithoutAStackTrace() throws IOException {
    Path settings =
        Files.writeString(
            directory.resolve("tocsin.yaml"),
            """
            kafka: {bootstrap: '127.0.0.1:1'}
            sources:
              - {name: app, topics: [logs]}
            checkpoints: {endpoint: 'http://127.0.0.1:1', bucket: tocsin, access_key: '${env:A}',
                          secret_key: '${env:B}'}
            """);

    assertThat(run("setup", "--settings", settings.toString())).isEqualTo(3);
    assertThat(err.toString())
        .startsWith("tocsin: no Kafka broker answers at 127.0.0.1:1")
        .hasLineCount(1);

    assertThat(run("setup", "--debug", "--settings", settings.toString())).isEqualTo(3);
    assertThat(err.toString()).contains("at io.tocsin.setup.");
  }

  @Test
  void checkpointsOfNoSuchJobAreMisuseAndAStoreThatIsNotThereIsAFailureOutside()
      throws IOException {
    String settings =
        Files.writeString(
                directory.resolve("tocsin.yaml"),
                """
                kafka: {bootstrap: '127.0.0.1:1'}
                sources:
                  - {name: app, topics: [logs]}
                checkpoints: {endpoint: 'http://127.0.0.1:1', bucket: tocsin, access_key: a, secret_key: b}
                """)
            .toString();

    assertThat(run("checkpoints")).isEqualTo(2);
    assertThat(run("checkpoints", "list", "alertin", "--settings", settings)).isEqualTo(2);
    assertThat(run("checkpoints", "verify", "alertin", "--settings", settings)).isEqualTo(2);
    assertThat(err.toString().lines())
        .anyMatch(line -> line.startsWith("tocsin: no command given"))
        .anyMatch(line -> line.contains("no job 'alertin'; it is alerting, pipeline or delivery"))
        .anyMatch(line -> line.contains("no job 'alertin'; name alerting, pipeline, delivery, or"));

    assertThat(run("checkpoints", "latest", "alerting", "--settings", settings)).isEqualTo(3);
    assertThat(run("stop", "alerting", "--flink", "http://127.0.0.1:1")).isEqualTo(3);
    assertThat(err.toString())
        .contains("cannot list s3://tocsin at http://127.0.0.1:1: nothing answers there")
        .contains("cannot reach Flink at http://127.0.0.1:1");
  }

  private int run(String... arguments) {
    return Tocsin.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }
}
