package io.tocsin.flink.alerting;

import io.tocsin.alert.AlertRecord;
import io.tocsin.engine.GroupEngine;
import io.tocsin.engine.GroupLimits;
import io.tocsin.engine.RuleTimeline;
import io.tocsin.flink.serializer.KeyedBytes;
import io.tocsin.incident.Incidents;
import io.tocsin.slot.GroupKey;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Raises the engine's own alerts: evaluates the rules that come with the engine over the incidents
 * of this job.
 */
@SuppressWarnings("NullAway.Init") // Flink initialises an operator, not its constructor
final class IncidentsOperator extends EvaluatingOperator
    implements OneInputStreamOperator<Partials, KeyedBytes> {
  /** The engine's own past is complete from the first incident on. */
  private static final long ALWAYS = 0;

  private static final long serialVersionUID = 1L;

  private transient GroupEngine engine;

  @Override
  public void open() throws Exception {
    super.open();
    // Subjects are rules and files, of which there are not more than the user wrote.
    engine = new GroupEngine(RuleTimeline.of(Incidents.rules()), new GroupLimits(key -> 0), this);
  }

  @Override
  GroupEngine engine() {
    return engine;
  }

  @Override
  long beganAtMillis() {
    return ALWAYS;
  }

  /** Incidents come from no partition. */
  @Override
  int silentPartitions() {
    return 0;
  }

  @Override
  public void processElement(StreamRecord<Partials> record) {
    accept(record.getValue().group());
  }

  @Override
  public void say(AlertRecord record) {
    emit(record);
  }

  @Override
  public void tooLate(String rule, GroupKey key, long slotMillis, long logs) {
    LOG.warn("{} of {} came too late to be told: {} times", rule, key, logs);
  }

  @Override
  public void overLimit(String rule, GroupKey key, long slotMillis, long logs) {
    LOG.warn("{} of {} is beyond what can be told: {} times", rule, key, logs);
  }
}
