package io.tocsin.notify;

import static io.tocsin.message.TestingAlerts.alert;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alert.Alert.State;
import io.tocsin.alert.AlertRecord;
import io.tocsin.message.Notice.Status;
import io.tocsin.message.TestingAlerts;
import io.tocsin.silence.LabelMatcher;
import io.tocsin.silence.Silence;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens, in the end a receiver knows what is true. */
class NotifierPropertiesTest {
  private static final int RUNS = 40;
  private static final int STEPS = 30;

  private final Map<String, AlertRecord> truth = new HashMap<>();
  private final TestingReceiver receiver = TestingReceiver.usual();
  private TestingReceiver.Snapshot snapshot = receiver.snapshot();

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void inTheEndTheReceiverKnowsWhatIsTrue(long seed) {
    Random random = new Random(seed);
    for (int run = 0; run < RUNS; run++) {
      NotifierPropertiesTest one = new NotifierPropertiesTest();
      for (int step = 0; step < STEPS; step++) {
        one.hearOrWait(random, true);
      }
      one.assertReceiverKnowsWhatIsTrue();
    }
  }

  /**
   * What was sent since the snapshot is forgotten and sent again. Only an alert that a late log
   * takes back in between could be told of and not withdrawn, so none is here.
   */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void aCrashLosesNothing(long seed) {
    Random random = new Random(seed);
    for (int run = 0; run < RUNS; run++) {
      NotifierPropertiesTest one = new NotifierPropertiesTest();
      for (int step = 0; step < STEPS; step++) {
        if (random.nextInt(4) == 0) {
          one.receiver.restore(one.snapshot);
        }
        one.hearOrWait(random, false);
      }
      one.assertReceiverKnowsWhatIsTrue();
    }
  }

  /** While a silence is in force nothing of it is sent; once none is, all that is true is known. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void silencesHoldBackAndLoseNothing(long seed) {
    Random random = new Random(seed);
    for (int run = 0; run < RUNS; run++) {
      NotifierPropertiesTest one = new NotifierPropertiesTest();
      for (int step = 0; step < STEPS; step++) {
        if (random.nextInt(4) == 0) {
          one.silence(random);
        }
        one.hearOrWait(random, true);
      }
      one.receiver.silenced();
      one.assertReceiverKnows(true);
    }
  }

  private void silence(Random random) {
    if (random.nextInt(4) == 0) {
      receiver.silenced();
      return;
    }
    long from = receiver.now + random.nextInt(2) * random.nextInt(200_000);
    List<LabelMatcher> host = List.of(LabelMatcher.equal("host_name", "web-" + random.nextInt(3)));
    long until = from + random.nextInt(400_000);
    receiver.silenced(new Silence("s", host, from, until, "jane", "deploying"));
  }

  private void hearOrWait(Random random, boolean withCorrections) {
    switch (random.nextInt(4)) {
      case 0, 1 -> {
        TestingAlerts host = alert().host("web-" + random.nextInt(3));
        AlertRecord record = next(random, host, truth.get(host.id()), withCorrections);
        truth.put(host.id(), record);
        receiver.hears(record);
        snapshot = receiver.snapshot();
      }
      case 2 -> receiver.after(Duration.ofSeconds(random.nextInt(200)));
      default -> receiver.answers(random.nextInt(3) == 0 ? Answer.none("timeout") : null);
    }
  }

  /** A record that may follow what was said last of an alert. */
  private static AlertRecord next(
      Random random, TestingAlerts alert, @Nullable AlertRecord before, boolean withCorrections) {
    if (before == null || before.alert().state() == State.RETRACTED) {
      return alert.fired();
    }
    AlertRecord corrected = alert.value(random.nextInt(500), null).amended();
    if (!withCorrections) {
      return before.alert().state() == State.FIRING && random.nextBoolean()
          ? corrected
          : alert.hasEnded();
    }
    return List.of(corrected, alert.hasEnded(), alert.wasRetracted()).get(random.nextInt(3));
  }

  private void assertReceiverKnowsWhatIsTrue() {
    assertReceiverKnows(false);
  }

  /**
   * The receiver knows what is true.
   *
   * @param orNothing whether what is over may have come and gone unheard
   */
  private void assertReceiverKnows(boolean orNothing) {
    receiver.answers(null);
    receiver.after(Duration.ofHours(1));
    assertThat(receiver.deadLetters()).isEmpty();
    for (AlertRecord record : truth.values()) {
      Status told = receiver.told().get(record.alert().id());
      switch (record.alert().state()) {
        case FIRING -> assertThat(told).isEqualTo(Status.FIRING);
        case ENDED -> assertThat(told).isIn(Status.ENDED, orNothing ? null : Status.ENDED);
        case RETRACTED -> assertThat(told).isIn(null, Status.WITHDRAWN);
      }
    }
    assertThat(receiver.group().news()).isZero();
  }
}
