package io.tocsin.indextemplate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RestClient;

/**
 * Has data streams that exist be kept for as long as their template says from now on: a stream
 * takes its lifecycle from its template once, when it is made.
 */
final class StreamRetention {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RETENTION = "/template/lifecycle/data_retention";

  private final RestClient client;

  StreamRetention(RestClient client) {
    this.client = client;
  }

  /**
   * Changes the streams that are kept for as long as the template said before. Any other was given
   * a time of its own by somebody, and keeps it.
   *
   * @param wanted the template as it is to be
   * @param before what the cluster holds of it
   * @return the names of the streams that were changed
   */
  List<String> follow(Template wanted, JsonNode before) throws IOException {
    String was = before.at(RETENTION).asText();
    String now = wanted.body().at(RETENTION).asText();
    List<String> changed = new ArrayList<>();
    if (was.isEmpty() || now.isEmpty() || was.equals(now)) {
      return changed;
    }
    for (JsonNode stream : streams()) {
      boolean ours = stream.path("template").asText().equals(wanted.name());
      if (ours && stream.at("/lifecycle/data_retention").asText().equals(was)) {
        String name = stream.path("name").asText();
        put(name, now);
        changed.add(name);
      }
    }
    return changed;
  }

  private JsonNode streams() throws IOException {
    Request request = new Request("GET", "/_data_stream/*");
    request.addParameter("expand_wildcards", "all");
    return JSON.readTree(client.performRequest(request).getEntity().getContent())
        .path("data_streams");
  }

  private void put(String stream, String retention) throws IOException {
    ObjectNode body = JSON.createObjectNode().put("data_retention", retention);
    Request request = new Request("PUT", "/_data_stream/" + stream + "/_lifecycle");
    request.setJsonEntity(JSON.writeValueAsString(body));
    client.performRequest(request);
  }
}
