package io.tocsin.silence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Silences as JSON, as they are in their topic: {@code docs/topics.md} has the schema. */
public final class SilenceCodec {
  private static final int VERSION = 1;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private SilenceCodec() {}

  /** A silence as JSON, in UTF-8. */
  public static byte[] write(Silence silence) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("v", VERSION);
    json.put("id", silence.id());
    ArrayNode matchers = json.putArray("matchers");
    silence.matchers().forEach(matcher -> matchers.add(matcher.toString()));
    json.put("from", Instant.ofEpochMilli(silence.from()).toString());
    json.put("until", Instant.ofEpochMilli(silence.until()).toString());
    json.put("by", silence.by());
    json.put("why", silence.why());
    try {
      return MAPPER.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts are JSON", e);
    }
  }

  /**
   * The silence that is written so.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Silence read(byte[] bytes) {
    try {
      JsonNode json = MAPPER.readTree(bytes);
      if (json.path("v").asInt() != VERSION) {
        throw new IllegalArgumentException("not a silence of version " + VERSION);
      }
      List<LabelMatcher> matchers = new ArrayList<>();
      for (JsonNode matcher : json.path("matchers")) {
        matchers.add(LabelMatcher.parse(matcher.asText()));
      }
      return new Silence(
          json.path("id").asText(),
          matchers,
          Instant.parse(json.path("from").asText()).toEpochMilli(),
          Instant.parse(json.path("until").asText()).toEpochMilli(),
          json.path("by").asText(),
          json.path("why").asText());
    } catch (IOException | DateTimeException e) {
      throw new IllegalArgumentException("not a silence: " + e.getMessage(), e);
    }
  }

  /** Whether {@link #read} can read it. */
  public static boolean isReadable(byte[] bytes) {
    try {
      read(bytes);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
