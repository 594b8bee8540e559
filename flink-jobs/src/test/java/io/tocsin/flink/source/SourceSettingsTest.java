package io.tocsin.flink.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.rule.RuleBundle;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.junit.jupiter.api.Test;

class SourceSettingsTest {

  private static String mostPolledRecords(Properties kafka) {
    SourceSettings settings =
        new SourceSettings(
            kafka,
            () -> new RuleBundle(List.of()),
            (inForce, read) -> new RulesAcceptance.Wanted(read, List.of(), 0),
            (inForce, stats) -> (log, nowMillis, out) -> null,
            Duration.ZERO,
            true,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofHours(1));
    return settings.consumerProperties(0).getProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG);
  }

  @Test
  void manyRecordsArePolledAtOnceUnlessItIsSetOtherwise() {
    assertThat(mostPolledRecords(new Properties())).isEqualTo("2000");

    Properties few = new Properties();
    few.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "100");
    assertThat(mostPolledRecords(few)).isEqualTo("100");
  }
}
