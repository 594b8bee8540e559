package io.tocsin.cluster;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Asks again and again until there is an answer. */
public final class Polling {

  private static final Duration PAUSE = Duration.ofMillis(200);

  private Polling() {}

  /**
   * The first answer that is not empty.
   *
   * @param what is waited for, as it stands in the exception's message
   * @throws FlinkException if there is none within the limit, or the thread is interrupted
   */
  public static <T> T await(String what, Duration limit, Supplier<Optional<T>> question) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      Optional<T> answer = question.get();
      if (answer.isPresent()) {
        return answer.get();
      }
      if (System.nanoTime() > deadline) {
        throw new FlinkException("waited " + limit.toSeconds() + " s in vain for " + what);
      }
      pause(what);
    }
  }

  private static void pause(String what) {
    try {
      CompletableFuture.runAsync(
              () -> {}, CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS))
          .get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FlinkException("interrupted while waiting for " + what, e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("an empty task cannot fail", e);
    }
  }
}
