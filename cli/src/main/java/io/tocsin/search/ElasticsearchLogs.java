package io.tocsin.search;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.tool.LogInput;
import org.elasticsearch.client.RestClient;
import org.jspecify.annotations.Nullable;

/**
 * Logs that Elasticsearch holds, in the order of their time, as they stood when they were first
 * asked for. At most one page of 32 MiB is held at a time.
 */
public final class ElasticsearchLogs implements LogInput {
  private static final int PAGE_BYTES = 32 << 20;

  private final HitPages pages;
  private final String index;
  private long read;

  private ElasticsearchLogs(HitPages pages, String index) {
    this.pages = pages;
    this.index = index;
  }

  /**
   * Logs of a time, without the dead letters among them.
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
    ObjectNode query = SearchClient.JSON.createObjectNode();
    ObjectNode bool = query.putObject("bool");
    ObjectNode range =
        bool.putArray("filter").addObject().putObject("range").putObject("@timestamp");
    range.put("gte", fromMillis).put("lt", untilMillis).put("format", "epoch_millis");
    // Dead letters are called like logs, and are none.
    ObjectNode letter = bool.putArray("must_not").addObject().putObject("exists");
    letter.put("field", "deadletter.stage");
    return new ElasticsearchLogs(
        HitPages.open(new SearchClient(client), index, query, pageBytes), index);
  }

  /** How many logs there are in all. */
  public long total() {
    return pages.total();
  }

  /** The length of the longest page so far, in bytes. */
  int longestPage() {
    return pages.longestPage();
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
    if (!pages.next()) {
      return null;
    }
    read++;
    return pages.source();
  }

  /** Elasticsearch need keep nothing for this any longer. */
  @Override
  public void close() throws SearchException {
    pages.close();
  }
}
