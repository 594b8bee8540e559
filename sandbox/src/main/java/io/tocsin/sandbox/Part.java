package io.tocsin.sandbox;

/**
 * One program of the stack. A part that was stopped or killed can be started again with its data.
 */
public interface Part extends AutoCloseable {

  /** What a person calls it, such as {@code Kafka}. */
  String name();

  /** Where it answers, for a person to read, such as {@code http://127.0.0.1:9200}. */
  String address();

  /**
   * Starts it and waits until it answers.
   *
   * @throws io.tocsin.sandbox.process.StartFailedException if it does not come up
   * @throws IllegalStateException if it is running
   */
  void start();

  /** Whether its process is there. */
  boolean isRunning();

  /** Ends it as {@code kill -9} does; its address and data stay. */
  void kill();

  /** Ends it in order, and forcibly if that takes too long; its address and data stay. */
  @Override
  void close();
}
