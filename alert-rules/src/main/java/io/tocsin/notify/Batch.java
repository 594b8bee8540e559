package io.tocsin.notify;

import io.tocsin.message.Notice.Status;
import io.tocsin.message.Notification;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A notification on its way, and what the receiver will know of once it has taken it. A batch lives
 * in memory only: until it is delivered, all of it is unsent.
 *
 * @param told everything that it says, also of alerts that it only counts
 */
public record Batch(Notification notification, List<Told> told) {

  /** Copies the list. */
  public Batch {
    told = List.copyOf(told);
  }

  /** What it says of one alert. */
  public record Told(String id, Status status, @Nullable String level) {}
}
