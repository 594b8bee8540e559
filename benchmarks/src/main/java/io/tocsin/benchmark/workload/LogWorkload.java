package io.tocsin.benchmark.workload;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/**
 * ECS logs of one fleet of 50 services, in the order of time but for the late ones.
 *
 * <p>One log in ten is an error. The same seed gives the same logs. Not thread-safe.
 */
public final class LogWorkload {
  private static final int USUAL_BYTES = 470;
  private static final int LATEST_SECONDS = 120;

  private final SplittableRandom random;
  private final LogShape shape;
  private final long nanosBetween;
  private final String padding;
  private final StringBuilder json = new StringBuilder(600);
  private long nanos;

  /**
   * A stream of usual logs.
   *
   * @param startMillis when the first is, in milliseconds since the epoch
   * @param perSecond how many there are in a second of event time
   */
  public LogWorkload(long seed, long startMillis, int perSecond) {
    this(seed, startMillis, LogShape.USUAL.withRate(perSecond));
  }

  /**
   * A stream of logs.
   *
   * @param startMillis when the first is, in milliseconds since the epoch
   */
  public LogWorkload(long seed, long startMillis, LogShape shape) {
    this.random = new SplittableRandom(seed);
    this.shape = shape;
    this.nanos = startMillis * 1_000_000;
    this.nanosBetween = 1_000_000_000L / shape.perSecond();
    this.padding = " x".repeat(Math.max(0, shape.bytes() - USUAL_BYTES) / 2);
  }

  /** Event time of the next log, in milliseconds since the epoch. */
  public long nextMillis() {
    return nanos / 1_000_000;
  }

  /** The next log, as bytes of its own. */
  public byte[] next() {
    int host = random.nextDouble() < shape.skew() ? 0 : random.nextInt(shape.hosts());
    int status = random.nextInt(20) == 0 ? 500 + random.nextInt(4) : 200 + random.nextInt(5);
    json.setLength(0);
    json.append("{\"@timestamp\":\"").append(Instant.ofEpochMilli(eventMillis()));
    nanos += nanosBetween;
    text("\",\"log.level\":\"", pick(Names.LEVELS));
    json.append("\",\"message\":\"");
    message();
    if (shape.bytes() < USUAL_BYTES) {
      return brief(host);
    }
    text("\",\"ecs.version\":\"", "8.11.0");
    text("\",\"service\":{\"name\":\"", Names.service(random.nextInt(Names.SERVICES)));
    text("\",\"environment\":\"", "production");
    text("\"},\"host\":{\"name\":\"", Names.host(host));
    text("\"},\"event\":{\"dataset\":\"", "shop");
    json.append("\",\"duration\":").append(1_000_000L * random.nextInt(4_000));
    text("},\"http\":{\"request\":{\"method\":\"", pick(Names.METHODS));
    json.append("\"},\"response\":{\"status_code\":").append(status);
    text("}},\"url\":{\"path\":\"", pick(Names.PATHS));
    text("\"},\"trace\":{\"id\":\"", Long.toHexString(trace() | Long.MIN_VALUE));
    json.append("\"},\"process\":{\"pid\":").append(1 + random.nextInt(60_000)).append("}}");
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private long trace() {
    // Spread as random ones are, by a multiplier that has an inverse.
    return shape.traces() == 0
        ? random.nextLong()
        : random.nextInt(shape.traces()) * 0x9E3779B97F4A7C15L;
  }

  /** What all rules ask for, and no more. */
  private byte[] brief(int host) {
    text("\",\"service\":{\"name\":\"", Names.service(random.nextInt(Names.SERVICES)));
    text("\"},\"host\":{\"name\":\"", Names.host(host));
    json.append("\"},\"event\":{\"duration\":").append(1_000_000L * random.nextInt(4_000));
    return json.append("}}").toString().getBytes(StandardCharsets.UTF_8);
  }

  private long eventMillis() {
    boolean late = random.nextDouble() < shape.late();
    return nextMillis() - (late ? 1_000L * (1 + random.nextInt(LATEST_SECONDS)) : 0);
  }

  private void message() {
    json.append(pick(Names.OBJECTS)).append(' ').append(random.nextInt(100_000));
    json.append(' ').append(pick(Names.VERBS)).append(" by ").append(pick(Names.REASONS));
    json.append(" after ").append(random.nextInt(5_000)).append(" ms");
    if (shape.bytes() < USUAL_BYTES) {
      return;
    }
    json.append(", attempt ");
    json.append(1 + random.nextInt(3)).append(" of 3; upstream pool has ");
    json.append(random.nextInt(64)).append(" free slots").append(padding);
  }

  private void text(String before, String value) {
    json.append(before).append(value);
  }

  private String pick(List<String> of) {
    return of.get(random.nextInt(of.size()));
  }
}
