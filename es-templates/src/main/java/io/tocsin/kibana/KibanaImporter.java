package io.tocsin.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.indextemplate.ElasticsearchFailure;
import io.tocsin.kibana.KibanaImport.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.http.entity.ContentType;
import org.apache.http.message.BasicNameValuePair;
import org.apache.http.nio.entity.NByteArrayEntity;
import org.apache.http.util.EntityUtils;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RequestOptions;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;

/**
 * Imports saved objects into Kibana; safe to repeat. What has the id of one of ours is not touched
 * unless that is forced: somebody may have changed it.
 */
public final class KibanaImporter {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> CONFLICTS = Set.of("conflict", "ambiguous_conflict");

  private final RestClient client;

  /**
   * An importer for one Kibana, and one space of it.
   *
   * @param client reaches Kibana; stays the caller's to close
   */
  public KibanaImporter(RestClient client) {
    this.client = client;
  }

  /**
   * Imports objects.
   *
   * @param force whether what is there already is overwritten
   * @return what became of each, in the same order
   * @throws KibanaException if Kibana cannot be reached, or refuses one of them
   */
  public List<KibanaImport> install(KibanaObjects objects, boolean force) throws KibanaException {
    String address = ElasticsearchFailure.address(client.getNodes());
    JsonNode answer;
    try {
      byte[] body =
          EntityUtils.toByteArray(client.performRequest(request(objects, force)).getEntity());
      answer = JSON.readTree(body);
    } catch (ResponseException e) {
      throw new KibanaException(refusal(e, address), e);
    } catch (IOException e) {
      throw new KibanaException(ElasticsearchFailure.unreachable("Kibana", e, address), e);
    }
    if (!answer.has("success")) {
      throw new KibanaException(address + " does not answer as Kibana does", null);
    }
    return outcomes(objects, answer, address);
  }

  private static Request request(KibanaObjects objects, boolean force) {
    Request request = new Request("POST", "/api/saved_objects/_import");
    if (force) {
      request.addParameter("overwrite", "true");
    }
    RequestOptions.Builder options = RequestOptions.DEFAULT.toBuilder();
    // Kibana takes no change without it.
    options.addHeader("kbn-xsrf", "tocsin");
    request.setOptions(options);
    String boundary = "tocsin-" + UUID.randomUUID();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(
        """
        --%s\r
        Content-Disposition: form-data; name="file"; filename="%s"\r
        Content-Type: application/ndjson\r
        \r
        """
            .formatted(boundary, KibanaObjects.FILE)
            .getBytes(StandardCharsets.UTF_8));
    body.writeBytes(objects.ndjson());
    body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
    ContentType type =
        ContentType.create("multipart/form-data", new BasicNameValuePair("boundary", boundary));
    request.setEntity(new NByteArrayEntity(body.toByteArray(), type));
    return request;
  }

  private static List<KibanaImport> outcomes(KibanaObjects objects, JsonNode answer, String address)
      throws KibanaException {
    Set<String> kept = new HashSet<>();
    for (JsonNode error : answer.path("errors")) {
      String type = error.path("error").path("type").asText();
      if (!CONFLICTS.contains(type)) {
        throw new KibanaException(
            "Kibana at %s does not take %s '%s': %s"
                .formatted(
                    address,
                    error.path("type").asText(),
                    error.path("id").asText(),
                    type.replace('_', ' ')),
            null);
      }
      kept.add(error.path("type").asText() + '/' + error.path("id").asText());
    }
    List<KibanaImport> outcomes = new ArrayList<>();
    for (KibanaObject object : objects.all()) {
      boolean stays = kept.contains(object.type() + '/' + object.id());
      outcomes.add(new KibanaImport(object, stays ? Outcome.KEPT : Outcome.IMPORTED));
    }
    return outcomes;
  }

  private static String refusal(ResponseException refused, String address) {
    int status = refused.getResponse().getStatusLine().getStatusCode();
    return switch (status) {
      case 401 -> "Kibana at " + address + " did not accept the credentials (401)";
      case 403 ->
          "the user may not import into Kibana at "
              + address
              + " (403): it needs the privilege to manage saved objects";
      case 404 -> "there is no Kibana at " + address + " (404): is a base path missing?";
      default ->
          "Kibana at %s refuses (%d): %s".formatted(address, status, message(refused, status));
    };
  }

  private static String message(ResponseException refused, int status) {
    try {
      JsonNode body = JSON.readTree(EntityUtils.toString(refused.getResponse().getEntity()));
      return body.path("message").asText("status " + status);
    } catch (IOException | IllegalArgumentException notJson) {
      return refused.getResponse().getStatusLine().toString();
    }
  }
}
