package io.tocsin.indextemplate;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;

/**
 * Brings the retention of existing data streams to what their template is about to say.
 *
 * <p>A stream is given its template's lifecycle when it is made, and goes its own way from then on.
 * One that has what the template in the cluster says has never gone it, and follows; any other was
 * set by hand and stays. So streams come before their template: a setup that ends between the two
 * finds at its next run what it needs to go on.
 */
final class StreamRetentions {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NONE = "none";
  private static final Pattern TIME = Pattern.compile("(\\d+)(ms|s|m|h|d)");
  private static final Map<String, Duration> UNITS =
      Map.of(
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));

  private final RestClient client;

  StreamRetentions(RestClient client) {
    this.client = client;
  }

  /**
   * Changes what follows its template.
   *
   * @param wanted the template that is to be installed
   * @param existing the one that the cluster has
   * @param force whether what was set by hand follows too
   * @return what is worth telling; nothing of streams that have what is wanted
   * @throws IOException if Elasticsearch cannot be reached
   */
  List<StreamRetention> follow(Template wanted, JsonNode existing, boolean force)
      throws IOException {
    String after = retention(wanted.body().at("/template/lifecycle"));
    String before = retention(existing.at("/template/lifecycle"));
    List<StreamRetention> told = new ArrayList<>();
    if (after.equals(NONE)) {
      return told;
    }
    String patterns =
        StreamSupport.stream(wanted.body().path("index_patterns").spliterator(), false)
            .map(JsonNode::asText)
            .collect(Collectors.joining(","));
    JsonNode streams;
    try {
      streams = streams(patterns);
    } catch (ResponseException e) {
      // Where nothing was to change, nobody need know that it could not.
      if (!same(before, after) || force) {
        told.add(refused(patterns, e));
      }
      return told;
    }
    for (JsonNode stream : streams) {
      String now = retention(stream.path("lifecycle"));
      if (!stream.path("template").asText().equals(wanted.name()) || same(now, after)) {
        continue;
      }
      String name = stream.path("name").asText();
      if (same(now, before) || force) {
        told.add(change(name, stream.path("lifecycle"), now, after));
      } else {
        told.add(new StreamRetention.Kept(name, now, after));
      }
    }
    return told;
  }

  private JsonNode streams(String patterns) throws IOException {
    Request request = new Request("GET", "/_data_stream/" + patterns);
    request.addParameter("expand_wildcards", "open,hidden");
    try {
      Response response = client.performRequest(request);
      return JSON.readTree(response.getEntity().getContent()).path("data_streams");
    } catch (ResponseException e) {
      if (status(e) == 404) {
        return JSON.createArrayNode(); // a name without a wildcard that is not there
      }
      throw e;
    }
  }

  private StreamRetention change(String name, JsonNode lifecycle, String before, String after)
      throws IOException {
    ObjectNode body = JSON.createObjectNode().put("data_retention", after);
    if (lifecycle.has("downsampling")) {
      body.set("downsampling", lifecycle.get("downsampling")); // what is not sent is forgotten
    }
    Request request =
        new Request("PUT", "/_data_stream/" + URLEncoder.encode(name, UTF_8) + "/_lifecycle");
    request.setJsonEntity(JSON.writeValueAsString(body));
    try {
      client.performRequest(request);
    } catch (ResponseException e) {
      return refused(name, e);
    }
    return new StreamRetention.Changed(name, before, after);
  }

  private static StreamRetention refused(String streams, ResponseException refusal) {
    int status = status(refusal);
    String reason =
        switch (status) {
          case 400, 405 -> "this Elasticsearch knows no lifecycles of data streams";
          case 403 ->
              "the user may not (403): it needs the index privileges manage_data_stream_lifecycle"
                  + " and view_index_metadata there";
          default ->
              "Elasticsearch refused (%d): %s"
                  .formatted(status, ElasticsearchFailure.reason(refusal.getResponse()));
        };
    return new StreamRetention.Refused(streams, reason);
  }

  private static int status(ResponseException refusal) {
    return refusal.getResponse().getStatusLine().getStatusCode();
  }

  /** What a lifecycle says, in its own spelling. */
  private static String retention(JsonNode lifecycle) {
    return lifecycle.path("enabled").asBoolean(true)
        ? lifecycle.path("data_retention").asText(NONE)
        : NONE;
  }

  private static boolean same(String one, String other) {
    return one.equals(other) || millis(one) >= 0 && millis(one) == millis(other);
  }

  /** A time as Elasticsearch writes it; -1 if it is none. */
  private static long millis(String text) {
    Matcher time = TIME.matcher(text);
    if (!time.matches()) {
      return -1;
    }
    Duration unit = UNITS.getOrDefault(time.group(2), Duration.ZERO);
    return unit.multipliedBy(Long.parseLong(time.group(1))).toMillis();
  }
}
