package io.tocsin.search;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A page of hits. They stay bytes of the answer, and documents are as they were indexed: only where
 * each begins and ends is looked for.
 *
 * @param pointInTime the id to ask the next page with
 * @param total how many hits there are in all; 0 if that was not asked
 * @param shards how many shards were asked
 * @param timedOut whether the answer is not whole
 * @param hits where they are
 * @param after the place of the last hit in the order; missing if there is none
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are read, never compared
record HitPage(
    byte[] answer,
    String pointInTime,
    long total,
    int shards,
    boolean timedOut,
    List<Hit> hits,
    JsonNode after) {

  /**
   * Where the bytes of a hit begin and end, and within them those of its document.
   *
   * @param sourceFrom equal to {@code sourceTo} if there is no document in it
   */
  record Hit(int from, int to, int sourceFrom, int sourceTo) {}

  /** No hits, from a place in the order on. */
  static HitPage nothing(JsonNode after) {
    return new HitPage(new byte[0], "", 0, 0, false, List.of(), after);
  }

  /** The bytes of a hit. */
  byte[] hit(int number) {
    return Arrays.copyOfRange(answer, hits.get(number).from(), hits.get(number).to());
  }

  /** The bytes of a hit's document. */
  byte[] source(int number) {
    return Arrays.copyOfRange(answer, hits.get(number).sourceFrom(), hits.get(number).sourceTo());
  }

  /**
   * What an answer holds.
   *
   * @throws IOException if it is no answer to a search
   */
  static HitPage parse(byte[] answer) throws IOException {
    return new Reader(answer).page();
  }

  private static final class Reader {
    private final byte[] answer;
    private final List<Hit> hits = new ArrayList<>();
    private String pointInTime = "";
    private long total;
    private int shards;
    private boolean timedOut;
    private JsonNode after = MissingNode.getInstance();

    private Reader(byte[] answer) {
      this.answer = answer;
    }

    private HitPage page() throws IOException {
      try (JsonParser json = SearchClient.JSON.createParser(answer)) {
        json.nextToken();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          String name = json.currentName();
          json.nextToken();
          switch (name) {
            case "pit_id" -> pointInTime = json.getText();
            case "timed_out" -> timedOut = json.getBooleanValue();
            case "_shards" -> shards = tree(json).path("total").asInt();
            case "hits" -> readHits(json);
            default -> json.skipChildren();
          }
        }
      }
      return new HitPage(answer, pointInTime, total, shards, timedOut, hits, after);
    }

    private void readHits(JsonParser json) throws IOException {
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        switch (name) {
          case "total" -> total = tree(json).path("value").asLong();
          case "hits" -> {
            while (json.nextToken() == JsonToken.START_OBJECT) {
              readHit(json);
            }
          }
          default -> json.skipChildren();
        }
      }
    }

    private void readHit(JsonParser json) throws IOException {
      int from = (int) json.currentTokenLocation().getByteOffset();
      int sourceFrom = from;
      int sourceTo = from;
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        switch (name) {
          case "_source" -> {
            sourceFrom = (int) json.currentTokenLocation().getByteOffset();
            json.skipChildren();
            sourceTo = (int) json.currentLocation().getByteOffset();
          }
          case "sort" -> after = tree(json);
          default -> json.skipChildren();
        }
      }
      hits.add(new Hit(from, (int) json.currentLocation().getByteOffset(), sourceFrom, sourceTo));
    }

    private static JsonNode tree(JsonParser json) throws IOException {
      return SearchClient.JSON.readTree(json);
    }
  }
}
