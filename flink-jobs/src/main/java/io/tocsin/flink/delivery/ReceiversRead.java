package io.tocsin.flink.delivery;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * {@code receivers.yaml} as it was read while the job runs.
 *
 * @param receivers what it holds; without text where it cannot be read
 * @param refusal what is wrong with it, as the user is told; null if it is to be in force
 * @param atMillis when, in milliseconds since the epoch
 */
record ReceiversRead(ReceiversText receivers, @Nullable String refusal, long atMillis)
    implements EngineNews, Serializable {
  private static final long serialVersionUID = 1L;
}
