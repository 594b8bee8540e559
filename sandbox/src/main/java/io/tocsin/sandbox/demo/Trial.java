package io.tocsin.sandbox.demo;

/**
 * Something that is done to the running system, told in two lines: what is done, what comes of it.
 */
interface Trial {

  /**
   * Does it, and returns when it is known what came of it.
   *
   * @throws DemoException if it did not come out as it should
   * @throws io.tocsin.cluster.FlinkException if it takes too long, or is interrupted
   */
  void run();
}
