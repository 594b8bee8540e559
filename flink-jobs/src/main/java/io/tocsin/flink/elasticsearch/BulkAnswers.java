package io.tocsin.flink.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the answer to a bulk request. */
final class BulkAnswers {
  /** What of the answer is asked for; the rest would be half of all traffic. */
  static final String FILTER =
      "errors,items.*.status,items.*.error.type,items.*.error.reason,"
          + "items.*.error.caused_by.reason";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ItemAnswer CREATED = new ItemAnswer(201, null, null);

  private BulkAnswers() {}

  /**
   * One answer for each entry, in their order.
   *
   * @throws IOException if that is not what the body holds
   */
  static List<ItemAnswer> read(InputStream body, int entries) throws IOException {
    JsonNode answer = JSON.readTree(body);
    if (!answer.path("errors").isBoolean()) {
      throw new IOException("this is no answer to a bulk request");
    }
    JsonNode items = answer.path("items");
    if (items.size() != entries) {
      throw new IOException("expected %d answers, got %d".formatted(entries, items.size()));
    }
    if (!answer.path("errors").asBoolean()) {
      return Collections.nCopies(entries, CREATED);
    }
    List<ItemAnswer> answers = new ArrayList<>(entries);
    for (JsonNode item : items) {
      answers.add(item(item.elements().next()));
    }
    return answers;
  }

  /** Reads the {@code error} of a request that was refused as a whole. */
  static ItemAnswer refusal(int status, String body) {
    try {
      return item(JSON.createObjectNode().put("status", status).set("error", error(body)));
    } catch (IOException notJson) {
      return new ItemAnswer(status, null, body.strip());
    }
  }

  private static JsonNode error(String body) throws IOException {
    return JSON.readTree(body).path("error");
  }

  private static ItemAnswer item(JsonNode result) {
    int status = result.path("status").asInt();
    JsonNode error = result.path("error");
    if (!error.isObject()) {
      return new ItemAnswer(status, null, null);
    }
    String detail = text(error.path("reason"));
    String cause = text(error.path("caused_by").path("reason"));
    if (detail != null && cause != null) {
      detail = detail + ": " + cause;
    }
    return new ItemAnswer(status, text(error.path("type")), detail);
  }

  private static @Nullable String text(JsonNode node) {
    return node.isTextual() ? node.textValue() : null;
  }
}
