package io.tocsin.settings;

import io.tocsin.receiver.Secret;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How Elasticsearch is reached.
 *
 * @param urls addresses of one or more nodes
 * @param user null for none
 * @param password null if, and only if, {@code user} is
 * @param apiKey null for none; not together with {@code user}
 * @param ca the path of the certificate authority's certificate, in PEM; null for those of the JVM
 * @param retention how long data streams are kept
 * @param requestTimeout how long a node has for one answer
 * @param compression whether bodies are gzipped
 */
public record ElasticsearchSettings(
    List<String> urls,
    @Nullable String user,
    @Nullable Secret password,
    @Nullable Secret apiKey,
    @Nullable String ca,
    Retention retention,
    Duration requestTimeout,
    boolean compression) {

  /** How long a node has for one answer, unless set. */
  public static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);

  /** With the usual time limit, and compressed. */
  public ElasticsearchSettings(
      List<String> urls,
      @Nullable String user,
      @Nullable Secret password,
      @Nullable Secret apiKey,
      @Nullable String ca,
      Retention retention) {
    this(urls, user, password, apiKey, ca, retention, REQUEST_TIMEOUT, true);
  }

  /** Copies the addresses. */
  public ElasticsearchSettings {
    urls = List.copyOf(urls);
  }

  /** Without password and key. */
  @Override
  public String toString() {
    return "ElasticsearchSettings[urls=" + urls + ", user=" + user + "]";
  }
}
