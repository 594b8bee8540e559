package io.tocsin.settings;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long Elasticsearch keeps what data streams hold; null for as long as their template says.
 *
 * @param logs the data streams {@code logs-<dataset>-<namespace>}
 * @param deadLetters what could not be read, indexed or delivered
 * @param alertHistory every transition of every alert
 * @param slots slot rollups
 */
public record Retention(
    @Nullable Duration logs,
    @Nullable Duration deadLetters,
    @Nullable Duration alertHistory,
    @Nullable Duration slots) {

  /** As the templates say. */
  public static final Retention DEFAULT = new Retention(null, null, null, null);
}
