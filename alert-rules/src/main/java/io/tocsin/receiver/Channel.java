package io.tocsin.receiver;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What kind of thing is told, and where it is. */
public sealed interface Channel {

  /** Where requests go. */
  Endpoint endpoint();

  /** How many requests to it may be under way at a time. */
  int requestsAtATime();

  /** The least time between the starts of two requests. */
  Duration gap();

  /**
   * Anything that reads JSON by HTTP.
   *
   * @param body what it is sent; null for Alertmanager's webhook body, version 4
   */
  record Webhook(Endpoint endpoint, @Nullable BodyTemplate body) implements Channel {
    /** Whether what it is sent about an end differs, so that each alert is to be one of theirs. */
    boolean opensIncidents() {
      return body != null && !body.firing().equals(body.ended());
    }

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
   * A Slack channel that a bot writes to: what it wrote it can change, and answer in a thread.
   *
   * @param endpoint Slack's API, with the bot's token
   * @param channel its id, such as {@code C0123456789}
   */
  record SlackBot(Endpoint endpoint, String channel) implements Channel {
    @Override
    public int requestsAtATime() {
      return 1;
    }

    /** A message in a thread is two requests. */
    @Override
    public Duration gap() {
      return Duration.ofSeconds(2);
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
