package io.tocsin.sandbox.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Made-up traffic at a steady rate, with incidents in it. */
final class TrafficFeed implements LogFeed {

  /** Background logs a second. */
  static final int RATE = 2_000;

  /** Of how many background logs one is in the history. */
  private static final int THINNED = 10;

  private final List<Incident> incidents;
  private final Duration history;
  private final Traffic traffic;
  private final Consumer<Incident> onBegin;
  private final Consumer<Incident> onEnd;
  private final Map<Incident, Long> added = new HashMap<>();
  private Duration last = Duration.ZERO;
  private boolean begun;
  private long sent;

  /**
   * A feed that tells of its incidents.
   *
   * @param history how far back the background goes when the feed begins, thinned out: a window
   *     that reaches back before the first log decides nothing, and nobody wants to wait for it to
   *     fill
   * @param onBegin hears of an incident before its first log is handed out
   * @param onEnd hears of an incident after its last
   */
  TrafficFeed(
      List<Incident> incidents,
      Duration history,
      long seed,
      Consumer<Incident> onBegin,
      Consumer<Incident> onEnd) {
    this.incidents = List.copyOf(incidents);
    this.history = history;
    traffic = new Traffic(incidents, seed);
    this.onBegin = onBegin;
    this.onEnd = onEnd;
  }

  @Override
  public void emit(Duration at, Instant now, Consumer<byte[]> logs) {
    if (!begun) {
      emitHistory(now, logs);
      begun = true;
    }
    for (Incident incident : incidents) {
      boolean was = !last.isZero() && incident.isActive(last);
      boolean is = incident.isActive(at);
      if (is && !was) {
        onBegin.accept(incident);
      }
      if (is) {
        emitAdded(incident, at, now, logs);
      }
      if (was && !is) {
        emitAdded(incident, incident.end(), now, logs);
        onEnd.accept(incident);
      }
    }
    long due = at.toMillis() * RATE / 1000;
    for (; sent < due; sent++) {
      byte[] log = traffic.background(at, now);
      if (log != null) {
        logs.accept(log);
      }
    }
    last = at;
  }

  private void emitHistory(Instant now, Consumer<byte[]> logs) {
    long count = history.toMillis() * RATE / THINNED / 1000;
    for (long i = count; i > 0; i--) {
      Instant then = now.minusMillis(i * THINNED * 1000 / RATE);
      byte[] log = traffic.background(Duration.ZERO, then);
      if (log != null) {
        logs.accept(log);
      }
    }
  }

  private void emitAdded(Incident incident, Duration at, Instant now, Consumer<byte[]> logs) {
    long due =
        at.minus(incident.begin()).toMillis()
            * Traffic.addedPerSecond(incident.kind())
            / Duration.ofSeconds(1).toMillis();
    long already = added.getOrDefault(incident, 0L);
    for (long i = already; i < due; i++) {
      logs.accept(traffic.added(incident, now));
    }
    added.put(incident, Math.max(already, due));
  }

  @Override
  public boolean isOver() {
    return false;
  }

  @Override
  public void close() {}
}
