package io.tocsin.benchmark.indexing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.flink.elasticsearch.ElasticsearchConnection;
import io.tocsin.indextemplate.TemplateInstallException;
import io.tocsin.indextemplate.TemplateInstaller;
import io.tocsin.indextemplate.Templates;
import io.tocsin.sandbox.ElasticsearchPart;
import io.tocsin.sandbox.Workspace;
import java.io.IOException;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;

/** An Elasticsearch with our templates, started for a measurement. */
final class LocalElasticsearch implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int NO_TARGET = 404;
  private static final int NO_SHARD = 503;

  private final ElasticsearchPart part;
  private final RestClient client;

  LocalElasticsearch(Workspace workspace) throws IOException, TemplateInstallException {
    part = new ElasticsearchPart(workspace, false);
    part.start();
    client = connection().open();
    var unused = new TemplateInstaller(client).install(Templates.bundled().all(), false);
  }

  ElasticsearchConnection connection() {
    return ElasticsearchConnection.to(part.uri());
  }

  /** Ends it without asking. */
  void kill() {
    part.kill();
  }

  void startAgain() {
    part.start();
  }

  /** Its process. */
  long pid() {
    return part.pid();
  }

  void refresh(String target) throws IOException {
    client.performRequest(new Request("POST", "/" + target + "/_refresh"));
  }

  /** How many documents a search finds now; none if the target or its shard is not there yet. */
  long found(String target) throws IOException {
    Request request = new Request("GET", "/" + target + "/_search");
    request.addParameter("size", "0");
    request.addParameter("track_total_hits", "true");
    request.addParameter("filter_path", "hits.total.value");
    try {
      JsonNode answer = JSON.readTree(client.performRequest(request).getEntity().getContent());
      return answer.at("/hits/total/value").asLong();
    } catch (ResponseException e) {
      int status = e.getResponse().getStatusLine().getStatusCode();
      if (status == NO_TARGET || status == NO_SHARD) {
        return 0;
      }
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    client.close();
    part.close();
  }
}
