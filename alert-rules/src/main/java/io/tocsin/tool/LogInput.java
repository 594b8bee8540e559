package io.tocsin.tool;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Logs to replay, one after the other in the order in which they were kept: the lines of a file, or
 * the documents of an index. An input is read like a partition of a topic, and only once.
 */
public interface LogInput extends Closeable {

  /** What it is, such as the path of a file. */
  String name();

  /**
   * The bytes of the next record, which need not be a log; null if there is none.
   *
   * @throws IOException if it cannot be read on
   */
  byte @Nullable [] next() throws IOException;

  /** How far it has been read, in whatever it is measured: bytes of a file, documents. */
  long position();
}
