package io.tocsin.flink.delivery;

import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Of a source whose records have no event time: there is nothing of it to wait for. Without a
 * watermark it would hold back that of alerts wherever the two meet, and nothing would ever settle.
 *
 * @param <T> the records
 */
final class Timeless<T> implements WatermarkGenerator<T> {
  /** The last time but one: the last is said when a job is drained. */
  private static final Watermark NOTHING_TO_COME = new Watermark(Long.MAX_VALUE - 1);

  private Timeless() {}

  static <T> WatermarkStrategy<T> records() {
    return WatermarkStrategy.forGenerator(context -> new Timeless<>());
  }

  @Override
  public void onEvent(T record, long timestampMillis, WatermarkOutput output) {
    // Its time says nothing.
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    output.emitWatermark(NOTHING_TO_COME);
  }
}
