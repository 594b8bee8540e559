package io.tocsin.notify;

import io.tocsin.message.Notice.Status;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver was told of an alert.
 *
 * @param status the last that it was told
 * @param levels every level that it was told of
 */
public record Said(Status status, List<String> levels) {

  /** Copies the levels. */
  public Said {
    levels = List.copyOf(levels);
  }

  /** The same after one more message; {@code before} is null if this was the first. */
  static Said after(@Nullable Said before, Status status, @Nullable String level) {
    List<String> levels = new ArrayList<>(before == null ? List.of() : before.levels);
    if (level != null && !levels.contains(level)) {
      levels.add(level);
    }
    return new Said(status, levels);
  }
}
