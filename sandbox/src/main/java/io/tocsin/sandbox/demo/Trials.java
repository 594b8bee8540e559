package io.tocsin.sandbox.demo;

import io.tocsin.notify.EngineWatch;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The demo's second half, on a thread of its own: what the running system lives through. */
final class Trials implements AutoCloseable {

  /** When the incidents that are not a silence are over. */
  private static final Duration BEGIN = Duration.ofSeconds(160);

  private static final Duration END_LIMIT = Duration.ofSeconds(10);

  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private final Narrator narrator;
  private final List<Trial> trials;
  private final Thread thread = new Thread(this::runAll, "trials");

  Trials(Installation installation, Narrator narrator, Tally tally) {
    this.narrator = narrator;
    trials =
        List.of(
            new TaskManagerTrial(installation, narrator),
            new KafkaTrial(installation, narrator),
            new EditTrial(installation, narrator),
            new SlipTrial(installation, narrator),
            new ReplayTrial(installation, narrator));
    List.of(TaskManagerTrial.HOST, EngineWatch.STALLED, DemoRules.BUSY, SlipTrial.REJECTED)
        .forEach(tally::foresee);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void runAll() {
    try {
      if (closed.await(BEGIN.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
      for (Trial trial : trials) {
        trial.run();
      }
      narrator.say("that was the second half; traffic goes on, and so do incidents");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failure.set(e);
    }
  }

  /** What went wrong; null if nothing did, also after they were closed before they were over. */
  @Nullable Exception failure() {
    return closed.getCount() == 0 ? null : failure.get();
  }

  @Override
  public void close() {
    closed.countDown();
    if (!thread.isAlive()) {
      return;
    }
    thread.interrupt();
    try {
      thread.join(END_LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
