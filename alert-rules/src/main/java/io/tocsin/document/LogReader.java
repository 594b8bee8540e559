package io.tocsin.document;

import org.jspecify.annotations.Nullable;

/**
 * Reads records of one source: decodes, parses, renames, normalises to ECS, masks.
 *
 * <p>Not thread-safe: the documents that it hands out are its own and reused.
 */
public interface LogReader {

  /**
   * Hands the documents of one record to {@code out}, in their order; a record of OTLP holds many,
   * others one. The engine never throws on a log: what cannot be read is returned as the reason.
   *
   * @param nowMillis the wall clock, in milliseconds since the epoch: a log whose every timestamp
   *     is ahead of it cannot be placed in time
   * @return null if all of the record was read; else why not, after whatever could be read was
   *     handed out
   */
  @Nullable Undecodable read(RawRecord record, long nowMillis, DocumentConsumer out);

  /** Takes the documents of a record one by one. */
  @FunctionalInterface
  interface DocumentConsumer {
    /** Takes a document, valid until this returns. */
    void accept(Document document);
  }
}
