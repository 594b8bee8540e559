package io.tocsin.sandbox.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alert.Alert;
import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.Transition;
import io.tocsin.flink.alerting.AlertingJob;
import io.tocsin.sandbox.KafkaPart;
import io.tocsin.sandbox.StackExtension;
import io.tocsin.sandbox.process.Command;
import io.tocsin.sandbox.process.GuardedProcess;
import io.tocsin.sandbox.process.ProcessGroup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A real rsyslog, configured as docs/logs.md says, writes lines of a file to Kafka. */
@ExtendWith(StackExtension.class)
@Timeout(240)
class RsyslogTest {
  private static final Path RSYSLOG = Path.of("/usr/sbin/rsyslogd");

  @TempDir Path directory;

  @Test
  void linesOfAFileBecomeAnAlert(KafkaPart kafka) throws Exception {
    Assumptions.assumeTrue(
        Files.isExecutable(RSYSLOG) && hasKafka(),
        "skipped: no rsyslog with omkafka (Debian: rsyslog, rsyslog-kafka)");
    String rules =
        """
        rules:
          - name: declined
            where: 'service.name: checkout and log.level: ERROR and message: "payment declined"'
            by: [service.name]
            over: 5m
            when: count() >= 20
        """;
    Path lines = directory.resolve("checkout.log");
    Files.createFile(lines);
    try (TestingInstallation installation =
            new TestingInstallation(kafka, "rsyslog", directory, rules);
        ProcessGroup processes = new ProcessGroup();
        StreamExecutionEnvironment env = new LocalJobs(directory).environment(null, "hashmap", 2)) {
      AlertingJob.build(env, installation.settings());
      JobClient job = env.executeAsync();
      GuardedProcess rsyslog =
          processes.start(
              new Command(
                  "rsyslog",
                  List.of(
                      RSYSLOG.toString(),
                      "-n",
                      "-f",
                      configuration(kafka, lines).toString(),
                      "-i",
                      directory.resolve("rsyslog.pid").toString()),
                  directory));
      List<String> text = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        text.add("payment declined for order \"" + i + "\"");
      }
      Files.write(lines, text);
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> !rsyslog.isAlive() || !fired(installation).isEmpty());

      assertThat(fired(installation))
          .as(Files.readString(rsyslog.log()))
          .singleElement()
          .satisfies(
              alert -> {
                assertThat(alert.value()).isEqualTo(20.0);
                assertThat(alert.samples().get(0).line()).contains("payment declined for order");
              });
      job.cancel().get(30, TimeUnit.SECONDS);
    }
  }

  private static boolean hasKafka() throws Exception {
    try (var libraries = Files.walk(Path.of("/usr/lib"), 3)) {
      return libraries.anyMatch(file -> file.endsWith("rsyslog/omkafka.so"));
    }
  }

  /** That of the page, with a file to read and the addresses of this test. */
  private Path configuration(KafkaPart kafka, Path lines) throws Exception {
    String page = Files.readString(Path.of("../docs/logs.md"));
    int begin = page.indexOf("```rsyslog\n") + "```rsyslog\n".length();
    String documented =
        page.substring(begin, page.indexOf("```", begin))
            .replace("kafka:9092", kafka.bootstrapServers())
            .replace("topic=\"logs\"", "topic=\"rsyslog\"");
    assertThat(documented).contains(kafka.bootstrapServers(), "topic=\"rsyslog\"");
    return Files.writeString(
        directory.resolve("rsyslog.conf"),
        """
        global(workDirectory="%s")
        module(load="imfile")
        input(type="imfile" file="%s" tag="checkout:" severity="error" facility="local0")
        %s"""
            .formatted(directory, lines, documented));
  }

  private static List<Alert> fired(TestingInstallation installation) {
    return installation.said().stream()
        .filter(record -> record.transition() == Transition.FIRED)
        .map(AlertRecord::alert)
        .toList();
  }
}
