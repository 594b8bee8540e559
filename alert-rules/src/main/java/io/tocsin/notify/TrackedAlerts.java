package io.tocsin.notify;

import org.jspecify.annotations.Nullable;

/** The alerts of one group at one receiver, by id. */
public interface TrackedAlerts {

  /** The alert of this id, or null. */
  @Nullable TrackedAlert get(String id);

  /** Keeps an alert in the place of the one with its id. */
  void put(String id, TrackedAlert alert);

  /** Forgets an alert. */
  void remove(String id);

  /** All of them. They may be put and removed only when all have been seen. */
  Iterable<TrackedAlert> all();
}
