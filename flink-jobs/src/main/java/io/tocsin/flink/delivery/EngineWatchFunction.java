package io.tocsin.flink.delivery;

import io.tocsin.alert.AlertsRecord;
import io.tocsin.alert.Heartbeat;
import io.tocsin.notify.EngineHealth;
import io.tocsin.notify.EngineWatch;
import io.tocsin.notify.EngineWatch.Verdict;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Listens to the alerting job's heartbeats, all under one key, and says so when they stop. */
final class EngineWatchFunction extends KeyedProcessFunction<String, AlertsRecord, AlertsRecord> {
  /** The key. */
  static final String ENGINE = "engine";

  private static final long serialVersionUID = 1L;
  private static final long EVERY_MILLIS = Duration.ofSeconds(1).toMillis();

  private transient ValueState<EngineHealth> health;
  private transient long listeningSince;

  @SuppressWarnings("NullAway.Init") // Flink calls open() before anything else.
  EngineWatchFunction() {}

  @Override
  public void open(OpenContext context) {
    health =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("health", EngineHealthSerializer.INSTANCE));
  }

  @Override
  public void processElement(AlertsRecord record, Context context, Collector<AlertsRecord> out)
      throws Exception {
    if (!(record instanceof Heartbeat heartbeat)) {
      return;
    }
    EngineHealth known = health.value();
    if (known == null) {
      known = EngineHealth.UNKNOWN;
      lookAgain(context);
    }
    health.update(known.hearing(heartbeat));
    listeningSince = context.timerService().currentProcessingTime();
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<AlertsRecord> out)
      throws Exception {
    long now = context.timerService().currentProcessingTime();
    if (listeningSince == 0) {
      listeningSince = now; // after a restart nothing has been heard yet
    }
    EngineHealth known = health.value();
    if (known != null) {
      Verdict verdict = EngineWatch.judge(known, listeningSince, now);
      health.update(verdict.health());
      verdict.records().forEach(out::collect);
    }
    lookAgain(context);
  }

  private static void lookAgain(KeyedProcessFunction<?, ?, ?>.Context context) {
    long now = context.timerService().currentProcessingTime();
    context.timerService().registerProcessingTimeTimer(now + EVERY_MILLIS);
  }
}
