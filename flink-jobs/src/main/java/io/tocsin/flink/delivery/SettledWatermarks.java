package io.tocsin.flink.delivery;

import io.tocsin.alert.Heartbeat;
import io.tocsin.notify.SettledFrontier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;

/**
 * The watermarks of one partition: the event time up to which its alerts have settled. Flink takes
 * the least of all partitions, and a heartbeat comes to each of them.
 */
final class SettledWatermarks implements WatermarkGenerator<WrittenRecord> {
  private final SettledFrontier frontier = new SettledFrontier();

  @Override
  public void onEvent(WrittenRecord record, long timestamp, WatermarkOutput output) {
    if (record.record() instanceof Heartbeat heartbeat) {
      frontier
          .heard(heartbeat)
          .ifPresent(settled -> output.emitWatermark(new Watermark(settled - 1)));
    }
  }

  /** There is nothing to say between two heartbeats. */
  @Override
  public void onPeriodicEmit(WatermarkOutput output) {}
}
