package io.tocsin.sandbox.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.flink.elasticsearch.ElasticsearchConnection;
import io.tocsin.indextemplate.TemplateInstallException;
import io.tocsin.indextemplate.TemplateInstaller;
import io.tocsin.indextemplate.Templates;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;

/** What a test asks of a real Elasticsearch. */
final class TestingIndex implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_HITS = 10_000;

  private final RestClient client;

  TestingIndex(URI uri) throws IOException {
    this(ElasticsearchConnection.to(uri));
  }

  TestingIndex(ElasticsearchConnection connection) throws IOException {
    client = connection.open();
  }

  RestClient client() {
    return client;
  }

  void installTemplates() throws TemplateInstallException {
    var unused = new TemplateInstaller(client).install(Templates.bundled().all(), false);
  }

  /** The ids of all documents, sorted, each as often as it is there; none if there is no index. */
  List<String> ids(String target) throws IOException {
    List<String> ids = new ArrayList<>();
    for (JsonNode hit : hits(target)) {
      ids.add(hit.get("_id").asText());
    }
    ids.sort(null);
    return ids;
  }

  /** How many documents there are; none if there is no index. */
  long count(String target) throws IOException {
    return refreshed(target) ? send("GET", "/" + target + "/_count", "").path("count").asLong() : 0;
  }

  /** All documents, with {@code _id}, {@code _index} and {@code _source}. */
  JsonNode hits(String target) throws IOException {
    if (!refreshed(target)) {
      return JSON.createArrayNode();
    }
    String all = "{\"size\":" + MAX_HITS + ",\"query\":{\"match_all\":{}}}";
    return send("POST", "/" + target + "/_search", all).path("hits").path("hits");
  }

  /** The ids of any number of documents. */
  Set<String> allIds(String target) throws IOException {
    Set<String> ids = new TreeSet<>();
    JsonNode page =
        send(
            "POST",
            "/" + target + "/_search?scroll=1m",
            "{\"size\":" + MAX_HITS + ",\"_source\":false,\"sort\":[\"_doc\"]}");
    while (!page.at("/hits/hits").isEmpty()) {
      page.at("/hits/hits").forEach(hit -> ids.add(hit.get("_id").asText()));
      page =
          send(
              "POST",
              "/_search/scroll?scroll=1m",
              "{\"scroll_id\":" + page.get("_scroll_id") + "}");
    }
    return ids;
  }

  /** The backing indices that documents are found in. */
  Set<String> indices(String target) throws IOException {
    Set<String> indices = new TreeSet<>();
    hits(target).forEach(hit -> indices.add(hit.get("_index").asText()));
    return indices;
  }

  /** Gives a data stream a new backing index to write to. */
  void rollOver(String stream) throws IOException {
    JsonNode answer = send("POST", "/" + stream + "/_rollover", "");
    if (!answer.path("rolled_over").asBoolean()) {
      throw new IOException("not rolled over: " + answer);
    }
  }

  private boolean refreshed(String target) throws IOException {
    try {
      send("POST", "/" + target + "/_refresh", "");
      return true;
    } catch (ResponseException e) {
      if (e.getResponse().getStatusLine().getStatusCode() == 404) {
        return false;
      }
      throw e;
    }
  }

  JsonNode send(String method, String path, String body) throws IOException {
    Request request = new Request(method, path);
    if (!body.isEmpty()) {
      request.setJsonEntity(body);
    }
    return JSON.readTree(client.performRequest(request).getEntity().getContent());
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
