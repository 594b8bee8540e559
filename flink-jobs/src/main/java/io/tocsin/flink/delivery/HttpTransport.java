package io.tocsin.flink.delivery;

import io.tocsin.message.Notification;
import io.tocsin.message.SlackThread;
import io.tocsin.message.Writing;
import io.tocsin.message.Writing.Request;
import io.tocsin.notify.Answer;
import io.tocsin.receiver.Channel;
import io.tocsin.receiver.Credentials;
import io.tocsin.receiver.Endpoint;
import io.tocsin.receiver.Receiver;
import io.tocsin.receiver.SecretSource;
import io.tocsin.receiver.SecretUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Notifications by HTTP. A request ends after its receiver's time limit, whatever it waits for: the
 * client's own limit ends with the headers of the answer.
 */
final class HttpTransport implements Transport {
  private final HttpClients clients = new HttpClients();
  private final Writing writing;
  private final SecretSource secrets;

  HttpTransport(Writing writing, SecretSource secrets) {
    this.writing = writing;
    this.secrets = secrets;
  }

  @Override
  public CompletableFuture<Answer> send(
      Receiver receiver, Notification notification, long nowMillis) {
    CompletableFuture<Answer> answer;
    try {
      answer = conversation(receiver, notification, nowMillis);
    } catch (NoSuchFileException e) {
      return CompletableFuture.completedFuture(Answer.none("cannot read " + e.getMessage()));
    } catch (IOException e) {
      return CompletableFuture.completedFuture(Answer.none(String.valueOf(e.getMessage())));
    } catch (SecretUnavailableException | IllegalArgumentException e) {
      return CompletableFuture.completedFuture(Answer.none(reason(e)));
    }
    return answer.exceptionally(failure -> Answer.none(reason(failure)));
  }

  private CompletableFuture<Answer> conversation(
      Receiver receiver, Notification notification, long nowMillis) throws IOException {
    String key = notification.idempotencyKey();
    Request request = writing.request(receiver, notification, nowMillis);
    if (!(receiver.channel() instanceof Channel.SlackBot)) {
      return exchange(receiver, request, key).thenApply(response -> answer(response, nowMillis));
    }
    if (notification.thread() == null) {
      return slack(receiver, request, key, nowMillis, HttpTransport::begun);
    }
    SlackThread thread = SlackThread.parse(notification.thread());
    Request update = writing.update(notification, thread);
    Request reply = writing.reply(notification, thread);
    Answer taken = new Answer.Taken(thread.toString());
    return slack(
            receiver,
            update,
            key,
            nowMillis,
            said -> said.isGone() ? new Answer.Taken() : said.isFine() ? taken : said.failure())
        .thenCompose(
            updated -> {
              if (!(updated instanceof Answer.Taken kept)) {
                return CompletableFuture.completedFuture(updated);
              }
              boolean anew = kept.thread() == null;
              Function<SlackBotAnswer, Answer> reading =
                  anew ? HttpTransport::begun : said -> said.isFine() ? taken : said.failure();
              try {
                return slack(receiver, anew ? request : reply, key, nowMillis, reading);
              } catch (IOException e) {
                return CompletableFuture.failedFuture(e);
              }
            });
  }

  private static Answer begun(SlackBotAnswer said) {
    if (!said.isFine()) {
      return said.failure();
    }
    SlackThread thread = said.thread();
    return new Answer.Taken(thread == null ? null : thread.toString());
  }

  private CompletableFuture<Answer> slack(
      Receiver receiver,
      Request request,
      String key,
      long nowMillis,
      Function<SlackBotAnswer, Answer> reading)
      throws IOException {
    return exchange(receiver, request, key)
        .thenApply(
            response ->
                response.statusCode() == 200
                    ? reading.apply(SlackBotAnswer.read(response.body()))
                    : answer(response, nowMillis));
  }

  private static Answer answer(HttpResponse<String> response, long nowMillis) {
    String retryAfter = response.headers().firstValue("Retry-After").orElse(null);
    return Answer.of(response.statusCode(), retryAfter, response.body(), nowMillis);
  }

  private CompletableFuture<HttpResponse<String>> exchange(
      Receiver receiver, Request request, String key) throws IOException {
    Endpoint endpoint = receiver.channel().endpoint();
    CompletableFuture<HttpResponse<String>> response =
        clients
            .trusting(endpoint.ca())
            .sendAsync(http(receiver, request, key), CappedBody.handler());
    return response
        .copy()
        .orTimeout(receiver.timeout().toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete(
            (answer, failure) -> {
              if (failure != null) {
                response.cancel(true);
              }
            });
  }

  private HttpRequest http(Receiver receiver, Request request, String key) {
    Endpoint endpoint = receiver.channel().endpoint();
    String url = endpoint.url().resolve(secrets).strip();
    if (!request.path().isEmpty()) {
      url = url.replaceAll("/+$", "") + request.path();
    }
    HttpRequest.Builder http =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(receiver.timeout())
            .header("Content-Type", "application/json; charset=utf-8")
            .header("User-Agent", "tocsin")
            .header("Idempotency-Key", key);
    endpoint.headers().forEach((name, value) -> http.setHeader(name, value.resolve(secrets)));
    Credentials credentials = endpoint.credentials();
    if (credentials != null) {
      http.setHeader("Authorization", credentials.header(secrets));
    }
    return http.POST(BodyPublishers.ofByteArray(request.body())).build();
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
    clients.close();
  }
}
