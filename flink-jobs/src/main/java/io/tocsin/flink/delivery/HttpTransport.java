package io.tocsin.flink.delivery;

import io.tocsin.message.Notification;
import io.tocsin.message.Writing;
import io.tocsin.notify.Answer;
import io.tocsin.receiver.Channel;
import io.tocsin.receiver.Credentials;
import io.tocsin.receiver.Endpoint;
import io.tocsin.receiver.Receiver;
import io.tocsin.receiver.SecretSource;
import io.tocsin.receiver.SecretUnavailableException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Notifications by HTTP. A request ends after its receiver's time limit, whatever it waits for: the
 * client's own limit ends with the headers of the answer. Redirects are not followed, since they
 * would take credentials elsewhere.
 */
final class HttpTransport implements Transport {
  private static final String ALERTMANAGER_PATH = "/api/v2/alerts";

  private final ExecutorService threads;
  private final HttpClient client;
  private final Writing writing;
  private final SecretSource secrets;

  HttpTransport(Writing writing, SecretSource secrets) {
    this.writing = writing;
    this.secrets = secrets;
    this.threads =
        Executors.newFixedThreadPool(
            2,
            task -> {
              Thread thread = new Thread(task, "tocsin-delivery-http");
              thread.setDaemon(true);
              return thread;
            });
    this.client =
        HttpClient.newBuilder()
            .executor(threads)
            .followRedirects(Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
  }

  @Override
  public CompletableFuture<Answer> send(
      Receiver receiver, Notification notification, long nowMillis) {
    HttpRequest request;
    try {
      request = request(receiver, notification, nowMillis);
    } catch (SecretUnavailableException | IllegalArgumentException e) {
      return CompletableFuture.completedFuture(Answer.none(reason(e)));
    }
    CompletableFuture<HttpResponse<String>> response =
        client.sendAsync(request, CappedBody.handler());
    return response
        .copy()
        .orTimeout(receiver.timeout().toMillis(), TimeUnit.MILLISECONDS)
        .handle(
            (answer, failure) -> {
              if (failure != null) {
                response.cancel(true);
                return Answer.none(reason(failure));
              }
              String retryAfter = answer.headers().firstValue("Retry-After").orElse(null);
              return Answer.of(answer.statusCode(), retryAfter, answer.body(), nowMillis);
            });
  }

  private HttpRequest request(Receiver receiver, Notification notification, long nowMillis) {
    Endpoint endpoint = receiver.channel().endpoint();
    String url = endpoint.url().resolve(secrets).strip();
    if (receiver.channel() instanceof Channel.Alertmanager) {
      url = url.replaceAll("/+$", "") + ALERTMANAGER_PATH;
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(receiver.timeout())
            .header("Content-Type", "application/json")
            .header("User-Agent", "tocsin")
            .header("Idempotency-Key", notification.idempotencyKey());
    endpoint.headers().forEach((name, value) -> request.setHeader(name, value.resolve(secrets)));
    Credentials credentials = endpoint.credentials();
    if (credentials != null) {
      request.setHeader("Authorization", credentials.header(secrets));
    }
    byte[] body = writing.body(receiver, notification, nowMillis);
    return request.POST(BodyPublishers.ofByteArray(body)).build();
  }

  /** For people, and without the address, which may be a secret. */
  private static String reason(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof TimeoutException) {
      return "no answer within the time limit";
    }
    if (cause instanceof SecretUnavailableException) {
      return String.valueOf(cause.getMessage());
    }
    if (cause instanceof IllegalArgumentException) {
      return "the address or a header is not one";
    }
    return "no connection: " + cause.getClass().getSimpleName();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
