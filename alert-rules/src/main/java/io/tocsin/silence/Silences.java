package io.tocsin.silence;

import io.tocsin.alert.Alert;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** All silences that are known. */
public final class Silences {
  /** None. */
  public static final Silences NONE = new Silences(List.of());

  private final List<Silence> all;

  /** These. */
  public Silences(Collection<Silence> all) {
    this.all = List.copyOf(all);
  }

  /** The silence that is in force for an alert and lasts longest; null if there is none. */
  public @Nullable Silence of(Alert alert, long nowMillis) {
    Silence longest = null;
    for (Silence silence : all) {
      boolean longer = longest == null || silence.until() > longest.until();
      if (longer && silence.isActive(nowMillis) && silence.matches(alert)) {
        longest = silence;
      }
    }
    return longest;
  }

  /** When the next of them begins or ends, in milliseconds since the epoch; empty if none will. */
  public OptionalLong changesAfter(long nowMillis) {
    return all.stream()
        .flatMapToLong(silence -> LongStream.of(silence.from(), silence.until()))
        .filter(edge -> edge > nowMillis)
        .min();
  }
}
