package io.tocsin.sandbox.demo;

import io.tocsin.cluster.FlinkClient;
import io.tocsin.cluster.FlinkClient.JobState;
import io.tocsin.cluster.FlinkException;
import io.tocsin.cluster.JobKind;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Waits while the jobs work, tells how fast, and notices when one does not. */
final class Watch {

  private static final Duration LOOK = Duration.ofSeconds(10);
  private static final int REASON_COLUMNS = 120;

  private final Narrator narrator;
  private final FlinkClient flink;
  private final Map<JobKind, String> jobs;
  private final LogSender sender;
  private final Trials trials;
  private final Tally tally;
  private final Map<JobKind, JobState> states = new EnumMap<>(JobKind.class);
  private long lastLook;
  private long lastSent;
  private long lastRead;
  private long readBefore;
  private long readSinceStart;

  Watch(
      Narrator narrator,
      FlinkClient flink,
      Map<JobKind, String> jobs,
      LogSender sender,
      Trials trials,
      Tally tally) {
    this.narrator = narrator;
    this.flink = flink;
    this.jobs = jobs;
    this.sender = sender;
    this.trials = trials;
    this.tally = tally;
  }

  /**
   * Returns when the latch opens or the time is over.
   *
   * @param length null for as long as it takes
   * @throws DemoException if logs cannot be sent, a trial fails or a job is given up
   */
  Summary until(CountDownLatch stopped, @Nullable Duration length) {
    long begin = System.nanoTime();
    lastLook = begin;
    while (!opensWithin(stopped, shorter(LOOK, begin, length))) {
      requireNoFailure();
      jobs.forEach(this::requireRunning);
      tellThroughput();
      if (length != null && System.nanoTime() - begin >= length.toNanos()) {
        break;
      }
    }
    return summary();
  }

  /** How much was sent and read since it was told last; nothing if nothing was. */
  private void tellThroughput() {
    long now = System.nanoTime();
    double seconds = (now - lastLook) / 1e9;
    long sent = sender.sent();
    long read = readInAll();
    if (sent > lastSent || read > lastRead) {
      narrator.say(
          String.format(
              Locale.ROOT,
              "%,.0f logs/s sent, %,.0f logs/s read by the alerting job",
              (sent - lastSent) / seconds,
              (read - lastRead) / seconds));
      if (sender.isDone() && read == sent) {
        narrator.say(String.format(Locale.ROOT, "all %,d logs of the file have been read", sent));
      }
    }
    lastSent = sent;
    lastRead = read;
    lastLook = now;
  }

  private static Duration shorter(Duration look, long begin, @Nullable Duration length) {
    if (length == null) {
      return look;
    }
    Duration rest = length.minusNanos(System.nanoTime() - begin);
    return rest.compareTo(look) < 0 ? rest : look;
  }

  private static boolean opensWithin(CountDownLatch latch, Duration limit) {
    try {
      return latch.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void requireNoFailure() {
    Exception failure = sender.failure();
    if (failure != null) {
      throw new DemoException("cannot send logs: " + failure.getMessage(), failure);
    }
    Exception trial = trials.failure();
    if (trial != null) {
      throw new DemoException("a trial failed: " + trial.getMessage(), trial);
    }
  }

  private void requireRunning(JobKind kind, String id) {
    JobState state = flink.state(id);
    if (state.isFinal()) {
      throw new DemoException(
          "job " + kind.text() + " ended: " + flink.failure(id).orElse("no reason given"));
    }
    JobState before = states.put(kind, state);
    if (state != before && (before != null || state != JobState.RUNNING)) {
      String why = state == JobState.RUNNING ? "" : ": " + shortened(flink.failure(id).orElse("?"));
      narrator.say("job " + kind.text() + " is " + state.name().toLowerCase(Locale.ROOT) + why);
    }
  }

  private static String shortened(String text) {
    return text.length() <= REASON_COLUMNS ? text : text.substring(0, REASON_COLUMNS) + "…";
  }

  private long logsRead() {
    String alerting = jobs.get(JobKind.ALERTING);
    return alerting == null ? 0 : flink.recordsRead(alerting);
  }

  /** A job that starts anew counts from 0 again. */
  private long readInAll() {
    long read = logsRead();
    if (read < readSinceStart) {
      readBefore += readSinceStart;
    }
    readSinceStart = read;
    return readBefore + read;
  }

  private Summary summary() {
    Map<String, Long> checkpoints = new TreeMap<>();
    long read = 0;
    try {
      read = readInAll();
      jobs.forEach((kind, id) -> checkpoints.put(kind.text(), flink.checkpoints(id).completed()));
    } catch (FlinkException e) {
      // Everything may be on its way down already; what is known is told all the same.
      narrator.say("no figures from Flink: " + e.getMessage());
    }
    return new Summary(
        sender.sent(),
        read,
        tally.injected(),
        tally.fired(),
        tally.ended(),
        tally.recorded(),
        tally.unexplained(),
        tally.delays(),
        checkpoints);
  }
}
