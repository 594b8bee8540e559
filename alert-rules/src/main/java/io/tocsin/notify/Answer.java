package io.tocsin.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** What came of a request. */
public sealed interface Answer {

  /**
   * The receiver has taken it.
   *
   * @param thread where it keeps what it was told, for the next message of the group; null if it
   *     has no threads
   */
  record Taken(@Nullable String thread) implements Answer {
    /** Without a thread. */
    public Taken() {
      this(null);
    }
  }

  /**
   * It may be taken later.
   *
   * @param reason for people
   * @param after how long the receiver asked to be left alone; null if it did not
   * @param everything whether the receiver as a whole is in trouble, not this message
   */
  record Later(String reason, @Nullable Duration after, boolean everything) implements Answer {}

  /** It will never be taken. */
  record Refused(String reason) implements Answer {}

  /** The longest that a receiver's {@code Retry-After} is obeyed. */
  Duration LONGEST_WAIT = Duration.ofHours(1);

  /** There was none within the time limit, or no connection. */
  static Answer none(String reason) {
    return new Later(reason, null, true);
  }

  /**
   * The answer to an HTTP request. Slack's may say {@code {"ok": false}} with status 200.
   *
   * @param retryAfter the header of this name, in seconds or as a date; null without
   * @param body as much of it as was read
   */
  static Answer of(int status, @Nullable String retryAfter, String body, long nowMillis) {
    String reason = body.isBlank() ? "status " + status : "status " + status + ": " + cut(body);
    if (status >= 200 && status < 300) {
      String error = error(body);
      return error == null ? new Taken() : new Refused(reason);
    }
    Duration after = wait(retryAfter, nowMillis);
    if (status == 429 || status == 503) {
      return new Later(reason, after, true);
    }
    if (status == 408 || status == 425 || status >= 500) {
      return new Later(reason, after, after != null);
    }
    return new Refused(reason);
  }

  private static @Nullable String error(String body) {
    if (!body.stripLeading().startsWith("{")) {
      return null;
    }
    try {
      JsonNode ok = new ObjectMapper().readTree(body).path("ok");
      return ok.isBoolean() && !ok.booleanValue() ? body : null;
    } catch (JsonProcessingException e) {
      return null; // Whatever it is, its status says that it is fine.
    }
  }

  private static @Nullable Duration wait(@Nullable String retryAfter, long nowMillis) {
    if (retryAfter == null) {
      return null;
    }
    String text = retryAfter.strip();
    long seconds;
    if (text.matches("\\d{1,9}")) {
      seconds = Long.parseLong(text);
    } else {
      try {
        ZonedDateTime date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
        seconds = Duration.between(Instant.ofEpochMilli(nowMillis), date).toSeconds();
      } catch (DateTimeException e) {
        return null;
      }
    }
    return Duration.ofSeconds(Math.max(0, Math.min(seconds, LONGEST_WAIT.toSeconds())));
  }

  private static String cut(String body) {
    String line = body.strip().replaceAll("\\s+", " ");
    return line.length() <= 200 ? line : line.substring(0, 199) + "…";
  }
}
