package io.tocsin.receiver;

import java.time.Duration;

/** What kind of thing is told, and where it is. */
public sealed interface Channel {

  /** Where requests go. */
  Endpoint endpoint();

  /** How many requests to it may be under way at a time. */
  int requestsAtATime();

  /** The least time between the starts of two requests. */
  Duration gap();

  /** Anything that reads Alertmanager's webhook body, version 4. */
  record Webhook(Endpoint endpoint) implements Channel {
    @Override
    public int requestsAtATime() {
      return 4;
    }

    @Override
    public Duration gap() {
      return Duration.ZERO;
    }
  }

  /** A Slack incoming webhook, which takes about one message a second. */
  record Slack(Endpoint endpoint) implements Channel {
    @Override
    public int requestsAtATime() {
      return 1;
    }

    @Override
    public Duration gap() {
      return Duration.ofSeconds(1);
    }
  }

  /**
   * An Alertmanager, which does its own grouping: alerts are pushed to {@code /api/v2/alerts} below
   * the endpoint, and again before they expire there.
   */
  record Alertmanager(Endpoint endpoint) implements Channel {
    /** How many intervals of repetition a pushed alert lasts, as Prometheus does. */
    public static final int INTERVALS_UNTIL_EXPIRY = 4;

    @Override
    public int requestsAtATime() {
      return 1;
    }

    @Override
    public Duration gap() {
      return Duration.ZERO;
    }
  }
}
