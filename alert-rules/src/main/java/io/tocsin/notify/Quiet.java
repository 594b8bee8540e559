package io.tocsin.notify;

import io.tocsin.alert.AlertRecord;
import io.tocsin.receiver.MuteTime;
import io.tocsin.receiver.Receiver;
import io.tocsin.silence.Silence;
import io.tocsin.silence.Silences;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver is not to be told at a time.
 *
 * @param silences all that are known
 * @param darkness whether the source and its topics tell anything
 * @param receiver whose mute times count
 */
public record Quiet(Silences silences, Darkness darkness, Receiver receiver) {

  /** Why an alert is held back; null if it may be told of. */
  public @Nullable Hold of(AlertRecord record, long nowMillis) {
    Silence silence = silences.of(record.alert(), nowMillis);
    if (silence != null) {
      return new Hold(
          Hold.Kind.SILENCED,
          "silence %s by %s until %s: %s"
              .formatted(
                  silence.id(),
                  silence.by(),
                  Instant.ofEpochMilli(silence.until()),
                  silence.why()));
    }
    Hold dark = darkness.of(record, nowMillis);
    if (dark != null) {
      return dark;
    }
    for (MuteTime mute : receiver.mutes()) {
      if (mute.times().holds(nowMillis)) {
        return new Hold(Hold.Kind.MUTED, "mute time " + mute.name());
      }
    }
    return null;
  }

  /**
   * When to look again, in milliseconds since the epoch; empty if nothing will change by itself.
   */
  public OptionalLong changesAfter(long nowMillis) {
    LongStream mutes =
        receiver.mutes().stream()
            .map(mute -> mute.times().changesAfter(nowMillis))
            .flatMapToLong(OptionalLong::stream);
    LongStream others =
        LongStream.concat(
            silences.changesAfter(nowMillis).stream(), darkness.changesAfter(nowMillis).stream());
    return LongStream.concat(mutes, others).min();
  }
}
