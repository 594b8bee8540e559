package io.tocsin.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Small requests to parts that are starting. */
final class Http {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  private Http() {}

  static int status(URI uri) throws IOException, InterruptedException {
    return get(uri).statusCode();
  }

  static HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
    return get(uri, CLIENT);
  }

  /** Over TLS, trusting whom the context does; as above where it is null. */
  static HttpResponse<String> get(URI uri, @Nullable SSLContext tls)
      throws IOException, InterruptedException {
    return get(
        uri,
        tls == null
            ? CLIENT
            : HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(2))
                .sslContext(tls)
                .build());
  }

  private static HttpResponse<String> get(URI uri, HttpClient client)
      throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
