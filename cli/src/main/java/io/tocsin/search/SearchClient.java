package io.tocsin.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.indextemplate.ElasticsearchFailure;
import java.io.IOException;
import org.apache.http.ContentTooLongException;
import org.apache.http.util.EntityUtils;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RequestOptions;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;

/** Requests to Elasticsearch, and what is said where it does not do what it is asked. */
final class SearchClient {
  static final ObjectMapper JSON = new ObjectMapper();

  private final RestClient client;

  /**
   * A client on top of another.
   *
   * @param client stays the caller's to close
   */
  SearchClient(RestClient client) {
    this.client = client;
  }

  /** The answer to a request, as JSON. */
  JsonNode json(Request request) throws SearchException {
    return parse(bytes(request));
  }

  /** The bytes of an answer. */
  byte[] bytes(Request request) throws SearchException {
    try {
      return EntityUtils.toByteArray(client.performRequest(request).getEntity());
    } catch (IOException e) {
      throw failure(e, request);
    }
  }

  /**
   * The bytes of an answer of limited length.
   *
   * @throws TooLongException if it is longer
   */
  byte[] bytes(Request request, int limit) throws SearchException, TooLongException {
    RequestOptions.Builder options = request.getOptions().toBuilder();
    options.setHttpAsyncResponseConsumerFactory(() -> new BoundedBody(limit));
    request.setOptions(options);
    try {
      return EntityUtils.toByteArray(client.performRequest(request).getEntity());
    } catch (IOException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof ContentTooLongException) {
          throw new TooLongException(e);
        }
      }
      throw failure(e, request);
    }
  }

  /** An answer is longer than may be. */
  static final class TooLongException extends Exception {
    private static final long serialVersionUID = 1L;

    private TooLongException(IOException cause) {
      super(cause);
    }
  }

  /** An answer's bytes as JSON. */
  JsonNode parse(byte[] answer) throws SearchException {
    try {
      return JSON.readTree(answer);
    } catch (IOException e) {
      String message = address() + " answers no JSON: is it Elasticsearch?";
      throw new SearchException(message, 0, e);
    }
  }

  private SearchException failure(IOException failure, Request request) {
    if (!(failure instanceof ResponseException refused)) {
      return new SearchException(ElasticsearchFailure.unreachable(failure, address()), 0, failure);
    }
    int status = refused.getResponse().getStatusLine().getStatusCode();
    String message =
        switch (status) {
          case 401 -> ElasticsearchFailure.notAccepted(address());
          case 403 ->
              "the user may not do this in Elasticsearch at %s (403): %s"
                  .formatted(address(), ElasticsearchFailure.reason(refused.getResponse()));
          default ->
              "Elasticsearch at %s refuses %s %s (%d): %s"
                  .formatted(
                      address(),
                      request.getMethod(),
                      request.getEndpoint(),
                      status,
                      ElasticsearchFailure.reason(refused.getResponse()));
        };
    return new SearchException(message, status, failure);
  }

  /** Where it is, as it is shown. */
  String address() {
    return ElasticsearchFailure.address(client.getNodes());
  }
}
