package io.tocsin.search;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.indextemplate.TemplateInstallException;
import io.tocsin.indextemplate.TemplateInstaller;
import io.tocsin.indextemplate.Templates;
import io.tocsin.sandbox.ElasticsearchPart;
import java.io.IOException;
import java.util.List;
import org.apache.http.HttpHost;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RestClient;

/** A real Elasticsearch with our templates, and documents in it. */
public final class TestingIndices implements AutoCloseable {
  private final RestClient client;

  /** Installs the templates. */
  public TestingIndices(ElasticsearchPart elasticsearch) throws TemplateInstallException {
    client = RestClient.builder(HttpHost.create(elasticsearch.uri().toString())).build();
    new TemplateInstaller(client).install(Templates.bundled().all(), false);
  }

  /** The client. */
  public RestClient client() {
    return client;
  }

  /** Writes documents and makes them searchable; their ids count from 0, in their order. */
  public void create(String target, List<String> documents) throws IOException {
    StringBuilder bulk = new StringBuilder();
    for (int i = 0; i < documents.size(); i++) {
      bulk.append("{\"create\":{\"_id\":\"").append(i).append("\"}}\n");
      bulk.append(documents.get(i)).append('\n');
    }
    Request request = new Request("POST", "/" + target + "/_bulk");
    request.addParameter("refresh", "true");
    request.setJsonEntity(bulk.toString());
    JsonNode answer = json(request);
    if (answer.path("errors").asBoolean()) {
      throw new AssertionError(answer.toString());
    }
  }

  /** Deletes the documents of a data stream that there may be. */
  public void empty(String target) throws IOException {
    Request refresh = new Request("POST", "/" + target + "/_refresh");
    refresh.addParameter("ignore_unavailable", "true");
    client.performRequest(refresh);
    Request search = new Request("POST", "/" + target + "/_search");
    search.addParameter("ignore_unavailable", "true");
    search.setJsonEntity("{\"size\":10000,\"_source\":false}");
    StringBuilder bulk = new StringBuilder();
    for (JsonNode hit : json(search).at("/hits/hits")) {
      bulk.append("{\"delete\":{\"_index\":").append(hit.get("_index"));
      bulk.append(",\"_id\":").append(hit.get("_id")).append("}}\n");
    }
    if (!bulk.isEmpty()) {
      Request delete = new Request("POST", "/_bulk");
      delete.addParameter("refresh", "true");
      delete.setJsonEntity(bulk.toString());
      client.performRequest(delete);
    }
  }

  /** The answer to a request. */
  public JsonNode json(Request request) throws IOException {
    return SearchClient.JSON.readTree(client.performRequest(request).getEntity().getContent());
  }

  /** The answer to a request with a body. */
  public JsonNode json(String method, String path, String body) throws IOException {
    Request request = new Request(method, path);
    request.setJsonEntity(body);
    return json(request);
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
