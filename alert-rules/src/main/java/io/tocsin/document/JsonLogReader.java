package io.tocsin.document;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads records of one source, as {@link LogReader} does, into JSON for indexing.
 *
 * <p>Not thread-safe.
 */
@FunctionalInterface
public interface JsonLogReader {

  /**
   * Hands the logs of one record to {@code out}, in their order; never throws on a log.
   *
   * @param nowMillis the wall clock, in milliseconds since the epoch
   * @return null if all of the record was read; else why not, after whatever could be read was
   *     handed out
   */
  @Nullable Undecodable read(RawRecord record, long nowMillis, Consumer<JsonLog> out);
}
