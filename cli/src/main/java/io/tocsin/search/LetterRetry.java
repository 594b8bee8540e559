package io.tocsin.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.document.JsonLogReader;
import io.tocsin.document.RawRecord;
import io.tocsin.document.Undecodable;
import io.tocsin.flink.deadletter.Coordinates;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.http.entity.ContentType;
import org.apache.http.nio.entity.NByteArrayEntity;
import org.elasticsearch.client.Request;
import org.jspecify.annotations.Nullable;

/** Sends dead letters again, and marks what came of each. */
final class LetterRetry {
  private static final ContentType NDJSON = ContentType.create("application/x-ndjson");

  /** What is there already, by an earlier attempt, is as good as written. */
  private static final int CONFLICT = 409;

  private final SearchClient client;
  private final Function<String, @Nullable JsonLogReader> readings;
  private final Originals originals;
  private final Clock clock;
  private final Map<String, Long> refused = new TreeMap<>();
  private final Map<String, Long> impossible = new TreeMap<>();
  private long mended;

  LetterRetry(
      SearchClient client,
      Function<String, @Nullable JsonLogReader> readings,
      Originals originals,
      Clock clock) {
    this.client = client;
    this.readings = readings;
    this.originals = originals;
    this.clock = clock;
  }

  DeadLetters.Outcome outcome() {
    return new DeadLetters.Outcome(mended, Map.copyOf(refused), Map.copyOf(impossible));
  }

  /** A document of a letter, which may have several. */
  @SuppressWarnings("ArrayRecordComponent") // bytes are moved, never compared
  private record Part(Attempt attempt, String target, String id, byte[] document) {}

  /** Why something is refused. */
  private record Refusal(int status, String reason, String detail) {}

  /** A letter on its way. */
  private static final class Attempt {
    private final StoredLetter letter;
    private final byte[] bytes;
    private @Nullable Refusal refusal;

    private Attempt(StoredLetter letter, byte[] bytes) {
      this.letter = letter;
      this.bytes = bytes;
    }

    /** Whether these are a record's bytes, to be read, and not a document's. */
    private boolean isRecord() {
      return letter.stage().equals("decode") || letter.truncated();
    }

    /** Whether this document is what is to be sent, out of those of the record. */
    private boolean concerns(String id) {
      return letter.stage().equals("decode") || letter.targetId().equals(id);
    }

    private void refuse(Refusal why) {
      refusal = refusal == null ? why : refusal;
    }
  }

  void send(List<StoredLetter> letters) throws SearchException {
    List<Attempt> attempts = new ArrayList<>();
    List<Part> parts = new ArrayList<>();
    for (StoredLetter letter : letters) {
      String obstacle = obstacle(letter);
      byte[] bytes =
          obstacle == null && letter.truncated()
              ? originals.bytes(letter.origin())
              : letter.bytes();
      if (bytes == null) {
        obstacle = "only the first bytes were kept, and Kafka does not have the record any more";
      }
      if (bytes == null || obstacle != null) {
        impossible.merge(String.valueOf(obstacle), 1L, Long::sum);
        continue;
      }
      Attempt attempt = new Attempt(letter, bytes);
      attempts.add(attempt);
      addParts(attempt, parts);
    }
    create(withoutThoseThere(parts));
    mark(attempts);
  }

  /** Why a letter cannot be sent again; null if it can. */
  private @Nullable String obstacle(StoredLetter letter) {
    boolean unread =
        (letter.truncated() || letter.stage().equals("decode"))
            && readings.apply(letter.topic()) == null;
    String nobodyReads = "no source of the settings reads topic " + letter.topic();
    return switch (letter.stage()) {
      case "index" -> {
        boolean nowhere = letter.target().isEmpty() || letter.targetId().isEmpty();
        yield nowhere ? "no target" : unread ? nobodyReads : null;
      }
      case "decode" -> unread ? nobodyReads : null;
      default -> "a notification's time is over";
    };
  }

  private void addParts(Attempt attempt, List<Part> parts) {
    StoredLetter letter = attempt.letter;
    JsonLogReader reader = attempt.isRecord() ? readings.apply(letter.topic()) : null;
    if (reader == null) {
      parts.add(new Part(attempt, letter.target(), letter.targetId(), letter.bytes()));
      return;
    }
    RawRecord record =
        new RawRecord(
            letter.topic(),
            letter.partition(),
            letter.offset(),
            letter.recordMillis(),
            attempt.bytes);
    Coordinates origin = letter.origin();
    Undecodable problem =
        reader.read(
            record,
            clock.millis(),
            log -> {
              String id = origin.id(log.position());
              if (attempt.concerns(id)) {
                parts.add(new Part(attempt, log.dataStream(), id, log.json()));
              }
            });
    if (problem != null) {
      attempt.refuse(new Refusal(0, problem.reason(), problem.detail()));
    }
  }

  /**
   * Those whose ids are in no index of their data stream. The one that is written to would refuse
   * them; one that it was before its last rollover would not.
   */
  private List<Part> withoutThoseThere(List<Part> parts) throws SearchException {
    Map<String, List<Part>> byTarget = new LinkedHashMap<>();
    for (Part part : parts) {
      byTarget.computeIfAbsent(part.target(), unused -> new ArrayList<>()).add(part);
    }
    List<Part> missing = new ArrayList<>();
    for (Map.Entry<String, List<Part>> target : byTarget.entrySet()) {
      Set<String> there = there(target.getKey(), target.getValue());
      target.getValue().stream().filter(part -> !there.contains(part.id())).forEach(missing::add);
    }
    return missing;
  }

  private Set<String> there(String target, List<Part> parts) throws SearchException {
    ObjectNode body = SearchClient.JSON.createObjectNode();
    body.put("size", parts.size()).put("_source", false);
    ArrayNode ids = body.putObject("query").putObject("ids").putArray("values");
    parts.forEach(part -> ids.add(part.id()));
    Request request = new Request("POST", "/" + target + "/_search");
    request.addParameter("allow_partial_search_results", "false");
    request.setJsonEntity(body.toString());
    Set<String> there = new HashSet<>();
    try {
      client.json(request).at("/hits/hits").forEach(hit -> there.add(hit.path("_id").asText()));
    } catch (SearchException e) {
      // It is made by the first document.
      if (!e.isNotFound()) {
        throw e;
      }
    }
    return there;
  }

  private void create(List<Part> parts) throws SearchException {
    ByteArrayOutputStream bulk = new ByteArrayOutputStream();
    for (Part part : parts) {
      ObjectNode action = SearchClient.JSON.createObjectNode();
      action.putObject("create").put("_index", part.target()).put("_id", part.id());
      addLine(action, bulk);
      bulk.writeBytes(oneLine(part.document()));
      bulk.write('\n');
    }
    List<JsonNode> items = bulk(bulk);
    for (int i = 0; i < items.size(); i++) {
      JsonNode item = items.get(i).path("create");
      int status = item.path("status").asInt();
      if (status >= 300 && status != CONFLICT) {
        JsonNode error = item.path("error");
        requireFinal(status, error);
        parts.get(i).attempt().refuse(refusal(status, error));
      }
    }
  }

  /** A server that is too busy, or has trouble of its own, says nothing of a document. */
  private void requireFinal(int status, JsonNode error) throws SearchException {
    if (status == 429 || status >= 500) {
      String message =
          "Elasticsearch at %s cannot take documents now (%d): %s; try again later"
              .formatted(client.address(), status, error.path("reason").asText());
      throw new SearchException(message, status, null);
    }
  }

  private static Refusal refusal(int status, JsonNode error) {
    String detail = error.path("reason").asText();
    String cause = error.path("caused_by").path("reason").asText();
    return new Refusal(
        status,
        error.path("type").asText("status-" + status),
        cause.isEmpty() ? detail : detail + ": " + cause);
  }

  /** What came of each, kept where the letter is: unless somebody else has changed it meanwhile. */
  private void mark(List<Attempt> attempts) throws SearchException {
    ByteArrayOutputStream bulk = new ByteArrayOutputStream();
    for (Attempt attempt : attempts) {
      StoredLetter letter = attempt.letter;
      ObjectNode action = SearchClient.JSON.createObjectNode();
      action
          .putObject("update")
          .put("_index", letter.index())
          .put("_id", letter.id())
          .put("if_seq_no", letter.sequenceNumber())
          .put("if_primary_term", letter.primaryTerm());
      addLine(action, bulk);
      ObjectNode change = SearchClient.JSON.createObjectNode();
      ObjectNode marks = change.putObject("doc").putObject("deadletter");
      marks.put("retries", letter.retries() + 1);
      marks.put("retriedAt", Instant.ofEpochMilli(clock.millis()).toString());
      Refusal refusal = attempt.refusal;
      marks.put("mended", refusal == null);
      if (refusal == null) {
        mended++;
      } else {
        refused.merge(refusal.reason(), 1L, Long::sum);
        marks.put("reason", refusal.reason()).put("detail", refusal.detail());
        if (refusal.status() != 0) {
          marks.put("status", refusal.status());
        }
      }
      addLine(change, bulk);
    }
    for (JsonNode item : bulk(bulk)) {
      JsonNode update = item.path("update");
      int status = update.path("status").asInt();
      // A conflict: a retry beside this one has marked it; a 404: its time is over.
      if (status >= 300 && status != CONFLICT && status != 404) {
        String message =
            "Elasticsearch at %s does not take the mark of a dead letter (%d): %s"
                .formatted(client.address(), status, update.path("error").path("reason").asText());
        throw new SearchException(message, status, null);
      }
    }
  }

  private List<JsonNode> bulk(ByteArrayOutputStream lines) throws SearchException {
    List<JsonNode> items = new ArrayList<>();
    if (lines.size() > 0) {
      Request request = new Request("POST", "/_bulk");
      request.setEntity(new NByteArrayEntity(lines.toByteArray(), NDJSON));
      client.json(request).path("items").forEach(items::add);
    }
    return items;
  }

  private static void addLine(ObjectNode json, ByteArrayOutputStream lines) {
    lines.writeBytes(json.toString().getBytes(StandardCharsets.UTF_8));
    lines.write('\n');
  }

  /** Within JSON a line break can stand between tokens only, where a space says the same. */
  private static byte[] oneLine(byte[] json) {
    byte[] line = json.clone();
    for (int i = 0; i < line.length; i++) {
      if (line[i] == '\n' || line[i] == '\r') {
        line[i] = ' ';
      }
    }
    return line;
  }
}
