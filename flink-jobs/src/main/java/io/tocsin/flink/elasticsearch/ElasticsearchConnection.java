package io.tocsin.flink.elasticsearch;

import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.apache.http.Header;
import org.apache.http.HttpHost;
import org.apache.http.message.BasicHeader;
import org.elasticsearch.client.RestClient;
import org.elasticsearch.client.RestClientBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Where Elasticsearch is, and how it is spoken to.
 *
 * @param nodes {@code http://} or {@code https://} addresses of nodes of one cluster, or of a proxy
 *     before it; a node that fails is left alone for a while. A path is that of the first
 * @param caFile PEM certificates to trust instead of the platform's; null for the platform's. Read
 *     where the connection is opened
 * @param requestTimeout how long a node has for one answer
 * @param compression whether bodies are gzipped
 */
public record ElasticsearchConnection(
    List<URI> nodes,
    Credentials credentials,
    @Nullable String caFile,
    Duration connectTimeout,
    Duration requestTimeout,
    boolean compression)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * Copies the nodes.
   *
   * @throws IllegalArgumentException if there is none, or an address without scheme or host
   */
  public ElasticsearchConnection {
    nodes = List.copyOf(nodes);
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException("expected the address of at least one node");
    }
    nodes.forEach(ElasticsearchConnection::host);
  }

  /** Anonymous and compressed, with 5 s to connect and 30 s for an answer. */
  public static ElasticsearchConnection to(URI... nodes) {
    return new ElasticsearchConnection(
        List.of(nodes),
        new Credentials.Anonymous(),
        null,
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        true);
  }

  /** The same, as a user. */
  public ElasticsearchConnection withBasic(String user, String password) {
    return with(new Credentials.Basic(user, password));
  }

  /** The same, with an API key as Elasticsearch gives it under {@code encoded}. */
  public ElasticsearchConnection withApiKey(String encoded) {
    return with(new Credentials.ApiKey(encoded));
  }

  /** The same, with a time limit for an answer. */
  public ElasticsearchConnection withRequestTimeout(Duration timeout) {
    return new ElasticsearchConnection(
        nodes, credentials, caFile, connectTimeout, timeout, compression);
  }

  /** The same, with bodies gzipped or not. */
  public ElasticsearchConnection withCompression(boolean gzip) {
    return new ElasticsearchConnection(
        nodes, credentials, caFile, connectTimeout, requestTimeout, gzip);
  }

  /** The same, trusting the certificates of this PEM file only. */
  public ElasticsearchConnection withCaFile(String file) {
    return new ElasticsearchConnection(
        nodes, credentials, file, connectTimeout, requestTimeout, compression);
  }

  private ElasticsearchConnection with(Credentials others) {
    return new ElasticsearchConnection(
        nodes, others, caFile, connectTimeout, requestTimeout, compression);
  }

  /**
   * A client, which the caller closes. Nothing is sent yet.
   *
   * @throws IOException if the CA file cannot be read or holds no certificate
   */
  public RestClient open() throws IOException {
    SSLContext tls = caFile == null ? null : TrustedCertificates.read(Path.of(caFile));
    RestClientBuilder builder =
        RestClient.builder(
                nodes.stream().map(ElasticsearchConnection::host).toArray(HttpHost[]::new))
            .setCompressionEnabled(compression)
            .setDefaultHeaders(
                credentials
                    .authorization()
                    .map(value -> new Header[] {new BasicHeader("Authorization", value)})
                    .orElseGet(() -> new Header[0]))
            .setRequestConfigCallback(
                config ->
                    config
                        .setConnectTimeout(Math.toIntExact(connectTimeout.toMillis()))
                        .setSocketTimeout(Math.toIntExact(requestTimeout.toMillis())))
            .setHttpClientConfigCallback(http -> tls == null ? http : http.setSSLContext(tls));
    String path = nodes.get(0).getPath();
    if (path != null && path.length() > 1) {
      builder.setPathPrefix(path);
    }
    return builder.build();
  }

  private static HttpHost host(URI node) {
    if (node.getScheme() == null || node.getHost() == null) {
      throw new IllegalArgumentException("expected http://host:port, got " + node);
    }
    int port = node.getPort();
    if (port < 0) {
      port = node.getScheme().equals("https") ? 443 : 9200;
    }
    return new HttpHost(node.getHost(), port, node.getScheme());
  }
}
