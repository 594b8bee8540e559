package io.tocsin.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.search.SearchClient.TooLongException;
import io.tocsin.tool.LogInput;
import java.io.IOException;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RestClient;
import org.jspecify.annotations.Nullable;

/**
 * Logs that Elasticsearch holds, in the order of their time, as they stood when they were first
 * asked for.
 *
 * <p>One page is held at a time. Its length in bytes is limited, and the number of logs in it
 * follows: it is doubled while pages are short, and halved as soon as one would be too long.
 */
public final class ElasticsearchLogs implements LogInput {
  private static final String KEEP_ALIVE = "5m";
  private static final int PAGE_BYTES = 32 << 20;
  private static final int FIRST_SIZE = 100;

  /** Elasticsearch's own limit of a page. */
  private static final int LARGEST_SIZE = 10_000;

  /** A page shorter than this part of the limit lets the next have twice as many logs. */
  private static final int SHORT = 4;

  private final SearchClient client;
  private final String index;
  private final ObjectNode range;
  private final int pageBytes;
  private String pointInTime = "";
  private long total;
  private LogPage page = LogPage.nothing(MissingNode.getInstance());
  private int next;
  private long read;
  private int size = FIRST_SIZE;
  private int longestPage;

  private ElasticsearchLogs(SearchClient client, String index, ObjectNode range, int pageBytes) {
    this.client = client;
    this.index = index;
    this.range = range;
    this.pageBytes = pageBytes;
  }

  /**
   * Logs of a time.
   *
   * @param client stays the caller's to close
   * @param index names of indices and data streams, with stars and commas
   * @param fromMillis the earliest, in milliseconds since the epoch
   * @param untilMillis all are earlier than this
   * @throws SearchException if Elasticsearch is not there, refuses, or has no such index
   */
  public static ElasticsearchLogs open(
      RestClient client, String index, long fromMillis, long untilMillis) throws SearchException {
    return open(client, index, fromMillis, untilMillis, PAGE_BYTES);
  }

  /** The same with pages of another length. */
  static ElasticsearchLogs open(
      RestClient client, String index, long fromMillis, long untilMillis, int pageBytes)
      throws SearchException {
    ObjectNode range = SearchClient.JSON.createObjectNode();
    range.put("gte", fromMillis).put("lt", untilMillis).put("format", "epoch_millis");
    ElasticsearchLogs logs =
        new ElasticsearchLogs(new SearchClient(client), index, range, pageBytes);
    logs.begin();
    return logs;
  }

  private void begin() throws SearchException {
    Request request = new Request("POST", "/" + index + "/_pit");
    request.addParameter("keep_alive", KEEP_ALIVE);
    try {
      pointInTime = client.json(request).path("id").asText();
    } catch (SearchException e) {
      throw e.isNotFound() ? noIndex(e) : e;
    }
    boolean begun = false;
    try {
      readPage();
      if (page.shards() == 0) {
        throw noIndex(null);
      }
      total = page.total();
      begun = true;
    } finally {
      if (!begun) {
        close();
      }
    }
  }

  private SearchException noIndex(@Nullable Throwable cause) {
    String message = "Elasticsearch at %s has no index '%s'".formatted(client.address(), index);
    return new SearchException(message, 404, cause);
  }

  /** How many logs there are in all. */
  public long total() {
    return total;
  }

  /** The length of the longest page so far, in bytes. */
  int longestPage() {
    return longestPage;
  }

  @Override
  public String name() {
    return index;
  }

  /** How many logs have been read. */
  @Override
  public long position() {
    return read;
  }

  @Override
  public byte @Nullable [] next() throws SearchException {
    if (next == page.hits().size()) {
      if (page.after().isMissingNode()) {
        return null;
      }
      readPage();
      if (page.hits().isEmpty()) {
        return null;
      }
    }
    read++;
    return page.log(next++);
  }

  private void readPage() throws SearchException {
    JsonNode after = page.after();
    // Let go of the last page before the next one comes.
    page = LogPage.nothing(after);
    next = 0;
    byte[] answer = answer(after);
    longestPage = Math.max(longestPage, answer.length);
    if (answer.length < pageBytes / SHORT) {
      size = Math.min(2 * size, LARGEST_SIZE);
    }
    try {
      page = LogPage.parse(answer);
    } catch (IOException e) {
      throw new SearchException(client.address() + " answers no hits: is it Elasticsearch?", 0, e);
    }
    if (page.timedOut()) {
      throw new SearchException(
          "Elasticsearch at %s gave up a search".formatted(client.address()), 0, null);
    }
    pointInTime = page.pointInTime();
  }

  private byte[] answer(JsonNode after) throws SearchException {
    while (true) {
      try {
        return client.bytes(search(after), pageBytes);
      } catch (TooLongException e) {
        if (size == 1) {
          String message = "a log in %s is longer than %d bytes".formatted(index, pageBytes);
          throw new SearchException(message, 0, e);
        }
        size /= 2;
      }
    }
  }

  private Request search(JsonNode after) {
    ObjectNode body = SearchClient.JSON.createObjectNode();
    body.put("size", size);
    body.put("track_total_hits", after.isMissingNode());
    body.putObject("pit").put("id", pointInTime).put("keep_alive", KEEP_ALIVE);
    body.putObject("query").putObject("range").set("@timestamp", range);
    // Nanoseconds where an index has them; a place in the order is text then, and nothing is lost.
    ObjectNode time = body.putArray("sort").addObject().putObject("@timestamp");
    time.put("order", "asc").put("unmapped_type", "date");
    time.put("format", "strict_date_optional_time_nanos").put("numeric_type", "date_nanos");
    body.withArray("sort").addObject().put("_shard_doc", "asc");
    if (!after.isMissingNode()) {
      body.set("search_after", after);
    }
    Request request = new Request("POST", "/_search");
    // Rather no answer than one without some of the logs.
    request.addParameter("allow_partial_search_results", "false");
    request.addParameter(
        "filter_path",
        "pit_id,timed_out,_shards.total,hits.total,hits.hits._source,hits.hits.sort");
    request.setJsonEntity(body.toString());
    return request;
  }

  /** Elasticsearch need keep nothing for this any longer. */
  @Override
  public void close() throws SearchException {
    Request request = new Request("DELETE", "/_pit");
    request.setJsonEntity(SearchClient.JSON.createObjectNode().put("id", pointInTime).toString());
    try {
      client.bytes(request);
    } catch (SearchException e) {
      if (!e.isNotFound()) {
        throw e;
      }
    }
  }
}
