package io.tocsin.flink.elasticsearch;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.http.entity.ContentType;
import org.apache.http.nio.entity.NByteArrayEntity;
import org.elasticsearch.client.Cancellable;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.ResponseListener;
import org.elasticsearch.client.RestClient;

/** Sends requests, each with a time limit. */
final class BulkClient implements AutoCloseable {
  private static final ContentType NDJSON = ContentType.create("application/x-ndjson");

  private final RestClient client;
  private final String address;
  private final Duration timeout;

  BulkClient(ElasticsearchConnection connection) throws IOException {
    this.client = connection.open();
    this.address = String.join(", ", connection.nodes().stream().map(Object::toString).toList());
    // A node that hangs has its own limit, and then the next one is tried.
    this.timeout = connection.requestTimeout().multipliedBy(connection.nodes().size());
  }

  /** Where requests go, for messages. */
  String address() {
    return address;
  }

  /**
   * Sends a body.
   *
   * @return the answer; fails with what the client failed with, or a {@link TimeoutException}
   */
  CompletableFuture<Response> send(byte[] body) {
    Request request = new Request("POST", "/_bulk");
    request.addParameter("filter_path", BulkAnswers.FILTER);
    request.setEntity(new NByteArrayEntity(body, NDJSON));
    return send(request);
  }

  /** Sends searches; of the hits there are only ids in the answer. Fails as above. */
  CompletableFuture<Response> search(byte[] searches) {
    Request request = new Request("POST", "/_msearch");
    request.addParameter(
        "filter_path", "responses.status,responses.error.reason,responses.hits.hits._id");
    request.setEntity(new NByteArrayEntity(searches, NDJSON));
    return send(request);
  }

  /** Makes all that was written to some targets visible to searches. Fails as above. */
  CompletableFuture<Response> refresh(Collection<String> targets) {
    String path = URLEncoder.encode(String.join(",", targets), StandardCharsets.UTF_8);
    Request request = new Request("POST", "/" + path + "/_refresh");
    request.addParameter("ignore_unavailable", "true");
    request.addParameter("filter_path", "_shards.failed");
    return send(request);
  }

  private CompletableFuture<Response> send(Request request) {
    CompletableFuture<Response> answer = new CompletableFuture<>();
    Cancellable running = client.performRequestAsync(request, completing(answer));
    answer.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
    return answer.whenComplete(
        (response, failure) -> {
          if (failure instanceof TimeoutException) {
            running.cancel();
          }
        });
  }

  /**
   * Asks whether the credentials are accepted, which needs no privilege: a bulk request without
   * entries is refused for that, but only after the credentials were looked at.
   *
   * @throws ElasticsearchRefusedException if they are not, or the certificate is not trusted. One
   *     that does not answer is no reason to fail: it may later
   */
  void check() throws ElasticsearchRefusedException {
    try {
      send(new byte[0]).join();
    } catch (CompletionException e) {
      Throwable cause = e.getCause();
      for (Throwable c = cause; c != null; c = c.getCause()) {
        if (c instanceof SSLHandshakeException) {
          throw new ElasticsearchRefusedException(
              "the certificate of Elasticsearch at %s is not trusted: name its CA file"
                  .formatted(address),
              c);
        }
      }
      if (cause instanceof ResponseException refused) {
        int status = refused.getResponse().getStatusLine().getStatusCode();
        if (status == 401 || status == 403) {
          throw unauthorised(status, refused);
        }
      }
    }
  }

  ElasticsearchRefusedException unauthorised(int status, Throwable cause) {
    return new ElasticsearchRefusedException(
        "Elasticsearch at %s did not accept the credentials (%d)".formatted(address, status),
        cause);
  }

  private static ResponseListener completing(CompletableFuture<Response> answer) {
    return new ResponseListener() {
      @Override
      public void onSuccess(Response response) {
        answer.complete(response);
      }

      @Override
      public void onFailure(Exception exception) {
        answer.completeExceptionally(exception);
      }
    };
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
