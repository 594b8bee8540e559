package io.tocsin.flink.delivery;

import io.tocsin.flink.elasticsearch.TrustedCertificates;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A client for each file of certificates that a receiver names, and one for the others. Redirects
 * are not followed, since they would take credentials elsewhere.
 */
final class HttpClients implements AutoCloseable {
  private final ExecutorService threads;
  private final Map<String, HttpClient> byCa = new HashMap<>();

  HttpClients() {
    this.threads =
        Executors.newFixedThreadPool(
            2,
            task -> {
              Thread thread = new Thread(task, "tocsin-delivery-http");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * The client that trusts the certificates of this file; null for those that Java trusts.
   *
   * @throws IOException if the file has no certificates
   */
  HttpClient trusting(@Nullable String ca) throws IOException {
    String key = ca == null ? "" : ca;
    HttpClient client = byCa.get(key);
    if (client == null) {
      HttpClient.Builder builder =
          HttpClient.newBuilder()
              .executor(threads)
              .followRedirects(Redirect.NEVER)
              .version(HttpClient.Version.HTTP_1_1);
      if (ca != null) {
        builder.sslContext(TrustedCertificates.read(Path.of(ca)));
      }
      client = builder.build();
      byCa.put(key, client);
    }
    return client;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
