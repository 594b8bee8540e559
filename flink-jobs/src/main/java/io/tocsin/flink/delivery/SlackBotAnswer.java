package io.tocsin.flink.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.message.SlackThread;
import io.tocsin.notify.Answer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Slack's API answers: with status 200 also where it has not done what it was asked.
 *
 * @param error Slack's word for it; empty if all is well
 * @param thread the message that was written; null if none was
 */
record SlackBotAnswer(String error, @Nullable SlackThread thread) {
  private static final Set<String> PASSING =
      Set.of(
          "internal_error",
          "fatal_error",
          "request_timeout",
          "service_unavailable",
          "ratelimited",
          "rate_limited");
  private static final Set<String> GONE =
      Set.of("message_not_found", "cant_update_message", "edit_window_closed", "thread_not_found");

  /** The answer in a body; one that is none is an error called {@code no JSON}. */
  static SlackBotAnswer read(String body) {
    try {
      JsonNode json = new ObjectMapper().readTree(body);
      if (!json.path("ok").asBoolean()) {
        return new SlackBotAnswer(json.path("error").asText("no JSON"), null);
      }
      String channel = json.path("channel").asText();
      String ts = json.path("ts").asText();
      boolean named = !channel.isEmpty() && !ts.isEmpty();
      return new SlackBotAnswer("", named ? new SlackThread(channel, ts) : null);
    } catch (JsonProcessingException e) {
      return new SlackBotAnswer("no JSON", null);
    }
  }

  boolean isFine() {
    return error.isEmpty();
  }

  /** Whether somebody has deleted the message that was to be changed. */
  boolean isGone() {
    return GONE.contains(error);
  }

  Answer failure() {
    String reason = "Slack says " + error;
    return PASSING.contains(error)
        ? new Answer.Later(reason, null, true)
        : new Answer.Refused(reason);
  }
}
