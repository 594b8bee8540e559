package io.tocsin.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.search.SearchClient.TooLongException;
import java.io.Closeable;
import java.io.IOException;
import org.elasticsearch.client.Request;
import org.jspecify.annotations.Nullable;

/**
 * Documents that a query finds, in the order of their time, as they stood when they were first
 * asked for.
 *
 * <p>One page is held at a time. Its length in bytes is limited, and the number of documents in it
 * follows: it is doubled while pages are short, and halved as soon as one would be too long.
 */
final class HitPages implements Closeable {
  private static final String KEEP_ALIVE = "5m";
  private static final int FIRST_SIZE = 100;

  /** Elasticsearch's own limit of a page. */
  private static final int LARGEST_SIZE = 10_000;

  /** A page shorter than this part of the limit lets the next have twice as many documents. */
  private static final int SHORT = 4;

  private final SearchClient client;
  private final String index;
  private final JsonNode query;
  private final int pageBytes;
  private String pointInTime = "";
  private long total;
  private HitPage page = HitPage.nothing(MissingNode.getInstance());
  private int next;
  private int size = FIRST_SIZE;
  private int longestPage;

  private HitPages(SearchClient client, String index, JsonNode query, int pageBytes) {
    this.client = client;
    this.index = index;
    this.query = query;
    this.pageBytes = pageBytes;
  }

  /**
   * What a query finds.
   *
   * @param index names of indices and data streams, with stars and commas
   * @param pageBytes the most that is held
   * @throws SearchException if Elasticsearch is not there, refuses, or has no such index
   */
  static HitPages open(SearchClient client, String index, JsonNode query, int pageBytes)
      throws SearchException {
    HitPages pages = new HitPages(client, index, query, pageBytes);
    pages.begin();
    return pages;
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

  /** How many documents there are in all. */
  long total() {
    return total;
  }

  /** The length of the longest page so far, in bytes. */
  int longestPage() {
    return longestPage;
  }

  /** Goes to the next document; false if there is none. */
  boolean next() throws SearchException {
    next++;
    if (next > page.hits().size()) {
      if (page.after().isMissingNode()) {
        return false;
      }
      readPage();
      next = 1;
    }
    return !page.hits().isEmpty();
  }

  /** The document, as it was indexed. */
  byte[] source() {
    return page.source(next - 1);
  }

  /** The document with its index, id and place in the index's history. */
  JsonNode hit() throws SearchException {
    return client.parse(page.hit(next - 1));
  }

  private void readPage() throws SearchException {
    JsonNode after = page.after();
    // Let go of the last page before the next one comes.
    page = HitPage.nothing(after);
    byte[] answer = answer(after);
    longestPage = Math.max(longestPage, answer.length);
    if (answer.length < pageBytes / SHORT) {
      size = Math.min(2 * size, LARGEST_SIZE);
    }
    try {
      page = HitPage.parse(answer);
    } catch (IOException e) {
      throw new SearchException(client.address() + " answers no hits: is it Elasticsearch?", 0, e);
    }
    if (page.timedOut()) {
      String message = "Elasticsearch at %s gave up a search".formatted(client.address());
      throw new SearchException(message, 0, null);
    }
    pointInTime = page.pointInTime();
  }

  private byte[] answer(JsonNode after) throws SearchException {
    while (true) {
      try {
        return client.bytes(search(after), pageBytes);
      } catch (TooLongException e) {
        if (size == 1) {
          String message = "a document in %s is longer than %d bytes".formatted(index, pageBytes);
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
    body.put("seq_no_primary_term", true);
    body.putObject("pit").put("id", pointInTime).put("keep_alive", KEEP_ALIVE);
    body.set("query", query);
    // Nanoseconds where an index has them; a place in the order is text then, and nothing is lost.
    ObjectNode time = body.putArray("sort").addObject().putObject("@timestamp");
    time.put("order", "asc").put("unmapped_type", "date");
    time.put("format", "strict_date_optional_time_nanos").put("numeric_type", "date_nanos");
    body.withArray("sort").addObject().put("_shard_doc", "asc");
    if (!after.isMissingNode()) {
      body.set("search_after", after);
    }
    Request request = new Request("POST", "/_search");
    // Rather no answer than one without some of the documents.
    request.addParameter("allow_partial_search_results", "false");
    request.addParameter("filter_path", "pit_id,timed_out,_shards.total,hits.total,hits.hits");
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
