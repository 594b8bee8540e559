package io.tocsin.flink.delivery;

import io.tocsin.alert.AlertRecord;
import io.tocsin.notify.EngineHealth;
import io.tocsin.notify.EngineWatch;
import io.tocsin.notify.EngineWatch.Verdict;
import io.tocsin.notify.HeardBeats;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Listens to the signs of how the engine is, all under one key, and says what is wrong. Once a
 * second it looks, since it is what does not come that is wrong most of the time.
 */
final class EngineWatchFunction extends KeyedProcessFunction<String, EngineSign, WrittenRecord> {
  /** The key. */
  static final String ENGINE = "engine";

  /**
   * Whether the source of logs and its topics tell anything: when that changes, and when this
   * begins.
   */
  static final OutputTag<Directive> DARKNESS =
      new OutputTag<>("darkness", CodecSerializer.DIRECTIVE.of(Directive.class));

  /** What there is to be routed, and by which receivers. */
  static final OutputTag<EngineNews> NEWS =
      new OutputTag<>("news", CodecSerializer.NEWS.of(EngineNews.class));

  private static final long serialVersionUID = 1L;
  private static final long EVERY_MILLIS = Duration.ofSeconds(1).toMillis();

  private transient ValueState<EngineHealth> health;
  private transient HeardBeats beats;
  private transient long listeningSince;
  private transient boolean looks;
  private transient boolean saidDarkness;

  @SuppressWarnings("NullAway.Init") // Flink calls open() before anything else.
  EngineWatchFunction() {}

  @Override
  public void open(OpenContext context) {
    beats = new HeardBeats();
    health =
        getRuntimeContext().getState(new ValueStateDescriptor<>("health", CodecSerializer.HEALTH));
  }

  @Override
  public void processElement(EngineSign sign, Context context, Collector<WrittenRecord> out)
      throws Exception {
    EngineHealth known = health.value();
    if (!looks) {
      // Also after a restart: the timer that was kept may be of a clock that was set back since.
      looks = true;
      lookAgain(context);
    }
    health.update(heard(sign, context).on(known == null ? EngineHealth.UNKNOWN : known));
    if (sign instanceof EngineSign.Receivers receivers) {
      context.output(NEWS, receivers.read());
    }
  }

  private EngineSign heard(EngineSign sign, Context context) {
    if (sign instanceof EngineSign.Beat beat) {
      listeningSince = context.timerService().currentProcessingTime();
      return new EngineSign.Beat(beats.heard(beat.heartbeat(), listeningSince));
    }
    return sign;
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<WrittenRecord> out)
      throws Exception {
    long now = context.timerService().currentProcessingTime();
    if (listeningSince == 0) {
      listeningSince = now; // after a restart nothing has been heard yet
    }
    EngineHealth known = health.value();
    if (known != null) {
      Verdict verdict = EngineWatch.judge(known, listeningSince, now);
      health.update(verdict.health());
      // Before the alerts, so that what is held back under one is not sent with it.
      if (verdict.changesDarkness() || !saidDarkness) {
        context.output(DARKNESS, new Directive.Dark(verdict.health().darkness()));
        saidDarkness = true;
      }
      for (AlertRecord said : verdict.records()) {
        WrittenRecord record = WrittenRecord.of(said);
        out.collect(record);
        context.output(NEWS, record);
      }
    }
    lookAgain(context);
  }

  /** At a full second, so that there is one timer, whoever asks for it. */
  private static void lookAgain(KeyedProcessFunction<?, ?, ?>.Context context) {
    long now = context.timerService().currentProcessingTime();
    long next = (now / EVERY_MILLIS + 1) * EVERY_MILLIS;
    context.timerService().registerProcessingTimeTimer(next);
  }
}
