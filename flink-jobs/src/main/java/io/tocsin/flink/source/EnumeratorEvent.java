package io.tocsin.flink.source;

import io.tocsin.flink.serializer.RuleBundleCodec;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.connector.source.SourceEvent;

/** What the enumerator tells readers. Sent as Java objects within one version of the job. */
sealed interface EnumeratorEvent extends SourceEvent {

  /**
   * The broker's answer.
   *
   * @param askedMillis the time before which the broker was asked
   * @param ends by split, the offset behind the last record; without those of which nothing was
   *     learnt
   * @param gone splits of topics that are not there any more
   * @param sourceClockMillis where the slowest of all partitions stands; {@link
   *     io.tocsin.clock.ClockState#NONE} if unknown
   */
  record EndOffsets(
      long askedMillis, Map<String, Long> ends, Set<String> gone, long sourceClockMillis)
      implements EnumeratorEvent {}

  /** Asks for the newest slot, and to wait there until the change ends. */
  record AskNewestSlot(long change) implements EnumeratorEvent {}

  /** Rule files were refused, as they were read just now. */
  record Refused(List<Refusal> refusals) implements EnumeratorEvent {}

  /** The change that was asked for comes to nothing for now; go on. */
  record GoOn() implements EnumeratorEvent {}

  /**
   * A rule set, which also ends the change that was asked for.
   *
   * @param bundle compressed by {@link RuleBundleCodec}, to fit a message
   */
  record SetRules(byte[] bundle, long number, long fromSlotMillis, long forgetBeforeMillis)
      implements EnumeratorEvent {

    static SetRules of(SourceElement.Rules rules) {
      return new SetRules(
          RuleBundleCodec.compress(rules.bundle()),
          rules.number(),
          rules.fromSlotMillis(),
          rules.forgetBeforeMillis());
    }

    SourceElement.Rules rules() {
      return new SourceElement.Rules(
          RuleBundleCodec.decompress(bundle), number, fromSlotMillis, forgetBeforeMillis);
    }
  }
}
