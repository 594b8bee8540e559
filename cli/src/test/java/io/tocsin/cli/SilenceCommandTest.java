package io.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.sandbox.KafkaPart;
import io.tocsin.sandbox.StackExtension;
import io.tocsin.settings.TopicNames;
import io.tocsin.setup.Setup;
import io.tocsin.setup.TopicPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(StackExtension.class)
@Timeout(120)
class SilenceCommandTest {
  @TempDir Path directory;

  private final TestingCommand command = new TestingCommand();

  @Test
  void aSilenceIsAddedListedAndEnded(KafkaPart kafka) throws IOException {
    Properties client = new Properties();
    client.setProperty("bootstrap.servers", kafka.bootstrapServers());
    new Setup(line -> {}).topics(client, TopicPlan.own(TopicNames.DEFAULT, 1));
    String settings = TestingCommand.settings(directory, kafka.bootstrapServers(), "");

    assertThat(silence("list", "-c", settings)).isEqualTo("no silences\n");

    String added =
        silence(
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
            settings);
    assertThat(added)
        .matches(
            "[0-9a-f]{8}  active  until \\S+Z  alertname=checkout-errors host.name=~web-\\.\\*"
                + "  by jane: deploying\n");
    assertThat(silence("list", "-c", settings)).isEqualTo(added);

    assertThat(silence("end", added.substring(0, 8), "-c", settings)).contains("over    since");
    assertThat(silence("list", "-c", settings)).isEqualTo("no silences\n");
    assertThat(silence("list", "--all", "-c", settings)).startsWith(added.substring(0, 8));

    assertThat(run("end", "nonsense", "-c", settings)).isEqualTo(2);
    assertThat(command.said())
        .isEqualTo("tocsin: no silence 'nonsense'; 'tocsin silence list' shows them\n");
  }

  @Test
  void mistakesAreNamedBeforeAnythingIsAsked() throws IOException {
    String settings = TestingCommand.settings(directory, TestingCommand.NOWHERE, "");

    assertThat(run("add", "checkout", "--for", "2h", "--why", "x", "-c", settings)).isEqualTo(2);
    assertThat(run("add", "a=~[", "--for", "2h", "--why", "x", "-c", settings)).isEqualTo(2);
    assertThat(run("add", "a=b", "--why", "x", "-c", settings)).isEqualTo(2);
    assertThat(run("add", "a=b", "--until", "2020-01-01T00:00Z", "--why", "x", "-c", settings))
        .isEqualTo(2);
    assertThat(run("add", "a=~.*", "--for", "1h", "--why", "x", "-c", settings)).isEqualTo(2);
    assertThat(run("add", "a=b", "--until", "noon", "--why", "x", "-c", settings)).isEqualTo(2);
    assertThat(run("add", "a=b", "--for", "1h", "-c", settings)).isEqualTo(2);
    assertThat(command.said().lines().map(line -> line.replaceAll("; see .*", "")))
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
    assertThat(run("list", "-c", TestingCommand.settings(directory, TestingCommand.NOWHERE, "")))
        .isEqualTo(3);
    assertThat(command.said()).startsWith("tocsin: Kafka at 127.0.0.1:1: ").hasLineCount(1);
  }

  private int run(String... arguments) {
    return command.run(called(arguments));
  }

  private String silence(String... arguments) {
    return command.succeeds(called(arguments));
  }

  private static String[] called(String... arguments) {
    return Stream.concat(Stream.of("silence"), Stream.of(arguments)).toArray(String[]::new);
  }
}
