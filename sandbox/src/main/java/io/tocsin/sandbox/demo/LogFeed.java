package io.tocsin.sandbox.demo;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** Logs to be sent, asked for in small steps as time goes on. */
interface LogFeed extends AutoCloseable {

  /**
   * Hands out the logs that are due.
   *
   * @param at since the feed began; never less than before
   * @param now the wall clock
   */
  void emit(Duration at, Instant now, Consumer<byte[]> logs);

  /** Whether no log will ever come again. */
  boolean isOver();

  @Override
  void close() throws IOException;
}
