package io.tocsin.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.document.JsonLogReader;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RestClient;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters that Elasticsearch has: what could not be read, indexed or delivered. One that
 * was mended stays, marked, until its time is over; it is not listed any more.
 */
public final class DeadLetters {
  /** The data streams that hold them. */
  public static final String INDEX = "logs-tocsin.deadletter-*";

  private static final int MOST_REASONS = 1_000;
  private static final int PAGE_BYTES = 32 << 20;
  private static final int BATCH_LETTERS = 500;
  private static final int BATCH_BYTES = 4 << 20;

  private final SearchClient client;

  /**
   * Those of a cluster.
   *
   * @param client stays the caller's to close
   */
  public DeadLetters(RestClient client) {
    this.client = new SearchClient(client);
  }

  /**
   * Dead letters of one kind.
   *
   * @param newest the newest of them, the newest first
   */
  public record Kind(String stage, String reason, long count, List<Example> newest) {

    /** Copies the list. */
    public Kind {
      newest = List.copyOf(newest);
    }
  }

  /**
   * A dead letter as it is shown.
   *
   * @param at when it was found, as it is written
   * @param id its own
   * @param target where it was to go; empty if it never got so far
   * @param retries how often it has been sent again
   */
  public record Example(String at, String id, String target, String detail, int retries) {}

  /**
   * What there is, the commonest kind first.
   *
   * @param examples how many of each kind are shown
   * @throws SearchException if Elasticsearch is not there, or refuses
   */
  public List<Kind> kinds(DeadLetterQuery query, int examples) throws SearchException {
    prepare();
    ObjectNode body = SearchClient.JSON.createObjectNode();
    body.put("size", 0);
    body.set("query", query.open());
    ObjectNode stages = body.putObject("aggs").putObject("stages");
    stages.putObject("terms").put("field", "deadletter.stage");
    ObjectNode reasons = stages.putObject("aggs").putObject("reasons");
    reasons.putObject("terms").put("field", "deadletter.reason").put("size", MOST_REASONS);
    if (examples > 0) {
      ObjectNode newest = reasons.putObject("aggs").putObject("newest").putObject("top_hits");
      newest.put("size", examples);
      newest.putArray("sort").addObject().put("@timestamp", "desc");
      newest
          .putArray("_source")
          .add("@timestamp")
          .add("deadletter.detail")
          .add("deadletter.target")
          .add("deadletter.retries");
    }
    Request request = new Request("POST", "/" + INDEX + "/_search");
    request.addParameter("allow_partial_search_results", "false");
    request.setJsonEntity(body.toString());
    List<Kind> kinds = new ArrayList<>();
    for (JsonNode stage : client.json(request).at("/aggregations/stages/buckets")) {
      for (JsonNode reason : stage.at("/reasons/buckets")) {
        kinds.add(kind(stage.path("key").asText(), reason));
      }
    }
    kinds.sort((one, other) -> Long.compare(other.count(), one.count()));
    return kinds;
  }

  private static Kind kind(String stage, JsonNode reason) {
    List<Example> newest = new ArrayList<>();
    for (JsonNode hit : reason.at("/newest/hits/hits")) {
      JsonNode source = hit.path("_source");
      JsonNode letter = source.path("deadletter");
      newest.add(
          new Example(
              source.path("@timestamp").asText(),
              hit.path("_id").asText(),
              letter.path("target").asText(),
              letter.path("detail").asText(),
              letter.path("retries").asInt()));
    }
    return new Kind(stage, reason.path("key").asText(), reason.path("doc_count").asLong(), newest);
  }

  /**
   * What came of sending dead letters again.
   *
   * @param mended how many are indexed now
   * @param refused how many were refused again, by their reasons now
   * @param impossible how many cannot be sent again, by why
   */
  public record Outcome(long mended, Map<String, Long> refused, Map<String, Long> impossible) {}

  /**
   * Sends dead letters again: documents as they are, records after they were read again, and so the
   * documents that a letter has its first bytes of. Each has the id that it was to have from the
   * first, so one that is there already, by whatever way, is mended; and one that is mended is not
   * sent again. What is refused again stays, with its reason now.
   *
   * @param readings how a topic's records become documents; null for one that nobody reads any more
   * @param originals where the record of a letter is that has its first bytes only
   * @throws SearchException if Elasticsearch is not there, refuses, or cannot keep up; what was
   *     mended until then is marked
   */
  public Outcome retry(
      DeadLetterQuery query,
      Function<String, @Nullable JsonLogReader> readings,
      Originals originals,
      Clock clock)
      throws SearchException {
    prepare();
    LetterRetry retry = new LetterRetry(client, readings, originals, clock);
    List<StoredLetter> batch = new ArrayList<>();
    long bytes = 0;
    try (HitPages pages = HitPages.open(client, INDEX, query.open(), PAGE_BYTES)) {
      while (pages.next()) {
        StoredLetter letter = StoredLetter.of(pages.hit());
        batch.add(letter);
        bytes += letter.bytes().length;
        // A record that is fetched whole may be as large as a batch.
        if (batch.size() == BATCH_LETTERS || bytes >= BATCH_BYTES || letter.truncated()) {
          retry.send(batch);
          batch.clear();
          bytes = 0;
        }
      }
      retry.send(batch);
    } catch (SearchException e) {
      if (!e.isNotFound()) {
        throw e;
      }
    }
    return retry.outcome();
  }

  /**
   * Data streams that are older than the marks of a retry learn of them, and what was just written
   * or marked is seen.
   */
  private void prepare() throws SearchException {
    ObjectNode mapping = SearchClient.JSON.createObjectNode();
    ObjectNode marks =
        mapping.putObject("properties").putObject("deadletter").putObject("properties");
    marks.putObject("mended").put("type", "boolean");
    marks.putObject("retries").put("type", "integer");
    marks.putObject("retriedAt").put("type", "date");
    Request put = new Request("PUT", "/" + INDEX + "/_mapping");
    put.setJsonEntity(mapping.toString());
    try {
      client.bytes(put);
      client.bytes(new Request("POST", "/" + INDEX + "/_refresh"));
    } catch (SearchException e) {
      if (!e.isNotFound()) {
        throw e;
      }
    }
  }
}
