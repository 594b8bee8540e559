package io.tocsin.flink.alerting;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.document.LogReader;
import io.tocsin.document.LogReaders;
import io.tocsin.document.RawRecord;
import io.tocsin.document.SourceFormat;
import io.tocsin.document.SourceSpec;
import io.tocsin.engine.LocalSlots;
import io.tocsin.flink.source.RulesInForce;
import io.tocsin.flink.source.SourceElement;
import io.tocsin.rule.RuleBundle;
import io.tocsin.rule.RuleSet;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocalSlotsOperatorTest {
  private static final long NOON = 1_795_176_000_000L;
  private static final int MANY_GROUPS = 25_000;
  private static final RuleBundle RULES =
      new RuleBundle(
          List.of(
              new RuleBundle.File(
                  "rules.yaml",
                  "rules: [{name: busy, by: [host.name], over: 5m, when: count() > 10}]")));

  private final LogReader reader =
      LogReaders.create(
          SourceSpec.of(SourceFormat.ECS), LocalSlots.fields(List.of(RuleSet.compile(RULES))));
  private OneInputStreamOperatorTestHarness<SourceElement, Partials> harness;

  @BeforeEach
  void open() throws Exception {
    harness = new OneInputStreamOperatorTestHarness<>(new LocalSlotsOperator());
    harness.setProcessingTime(0);
    harness.open();
    element(new SourceElement.Rules(RULES, 0, RulesInForce.BEGINNING, RulesInForce.BEGINNING));
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  private void element(SourceElement element) throws Exception {
    harness.processElement(new StreamRecord<>(element));
  }

  /** Three of each group, so that there are fewer partials than logs. */
  private void logs(int groups) throws Exception {
    logs(groups, 3);
  }

  private void logs(int groups, int each) throws Exception {
    for (int i = 0; i < each * groups; i++) {
      int group = i / each;
      String log = "{\"@timestamp\":%d,\"host\":{\"name\":\"web-%d\"}}".formatted(NOON, group);
      RawRecord record = new RawRecord("logs", 0, group, NOON, log.getBytes(UTF_8));
      List<Exception> failures = new ArrayList<>();
      reader.read(
          record,
          NOON,
          document -> {
            try {
              element(new SourceElement.Log(document, record));
            } catch (Exception e) {
              failures.add(e);
            }
          });
      assertThat(failures).isEmpty();
    }
  }

  private long watermarks() {
    return harness.getOutput().stream().filter(Watermark.class::isInstance).count();
  }

  private long partials() {
    return harness.extractOutputValues().size();
  }

  @Test
  void aWatermarkTakesAlongWhatWasCountedBeforeIt() throws Exception {
    logs(100);
    assertThat(partials()).isZero();
    harness.processWatermark(NOON);
    assertThat(partials()).isEqualTo(100);
    assertThat(harness.getOutput()).last().isEqualTo(new Watermark(NOON));
  }

  @Test
  void whatWasCountedWaitsForAFewTenthsOfASecond() throws Exception {
    logs(100);
    harness.setProcessingTime(LocalSlotsOperator.FLUSH_MILLIS);
    assertThat(partials()).isEqualTo(100);
  }

  /** Time must not overtake what was counted before it, or that would be late. */
  @Test
  void muchOfItWaitsForASecondAndSoDoesTime() throws Exception {
    logs(MANY_GROUPS);
    harness.processWatermark(NOON - 1);
    harness.processWatermark(NOON);
    long step = LocalSlotsOperator.FLUSH_MILLIS;
    for (long millis = step; millis < LocalSlotsOperator.MOST_MILLIS; millis += step) {
      harness.setProcessingTime(millis);
    }
    assertThat(partials()).isZero();
    assertThat(watermarks()).isZero();
    harness.setProcessingTime(LocalSlotsOperator.MOST_MILLIS);
    assertThat(partials()).isEqualTo(MANY_GROUPS);
    assertThat(watermarks()).isEqualTo(1);
    assertThat(harness.getOutput()).last().isEqualTo(new Watermark(NOON));
  }

  /** A minute of logs within seconds is a backlog, of which nothing is urgent. */
  @Test
  void muchOfABacklogWaitsForLonger() throws Exception {
    logs(MANY_GROUPS);
    harness.processWatermark(NOON);
    harness.prepareSnapshotPreBarrier(1);
    logs(MANY_GROUPS);
    harness.processWatermark(NOON + 60_000);
    long step = LocalSlotsOperator.FLUSH_MILLIS;
    for (long millis = step; millis < LocalSlotsOperator.MOST_MILLIS_BEHIND; millis += step) {
      harness.setProcessingTime(millis);
    }
    assertThat(partials()).isEqualTo(MANY_GROUPS);
    harness.setProcessingTime(LocalSlotsOperator.MOST_MILLIS_BEHIND);
    assertThat(partials()).isEqualTo(2 * MANY_GROUPS);
    assertThat(watermarks()).isEqualTo(2);
  }

  /** Nobody gains by waiting where each log is of another group. */
  @Test
  void whatIsScatteredIsSentOnWhenThereIsMuchOfIt() throws Exception {
    logs(MANY_GROUPS, 1);
    assertThat(partials()).isBetween((long) MANY_GROUPS / 2, MANY_GROUPS - 1L);
    harness.processWatermark(NOON);
    assertThat(partials()).isEqualTo(MANY_GROUPS);
    assertThat(watermarks()).isEqualTo(1);
    assertThat(harness.getOutput()).last().isEqualTo(new Watermark(NOON));
  }

  @Test
  void nothingWaitsForLongerThanABarrierOrTheEndOfAllLogs() throws Exception {
    logs(MANY_GROUPS);
    harness.processWatermark(NOON);
    harness.prepareSnapshotPreBarrier(1);
    assertThat(partials()).isEqualTo(MANY_GROUPS);
    assertThat(watermarks()).isEqualTo(1);
    logs(MANY_GROUPS);
    harness.processWatermark(Watermark.MAX_WATERMARK);
    assertThat(partials()).isEqualTo(2 * MANY_GROUPS);
    assertThat(harness.getOutput()).last().isEqualTo(Watermark.MAX_WATERMARK);
  }
}
