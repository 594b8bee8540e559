package io.tocsin.cli;

import co.elastic.clients.transport.TransportUtils;
import io.tocsin.checkpoints.BucketLocation;
import io.tocsin.checkpoints.CheckpointBucket;
import io.tocsin.receiver.Secret;
import io.tocsin.receiver.SecretSource;
import io.tocsin.settings.CheckpointSettings;
import io.tocsin.settings.ElasticsearchSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import org.apache.http.Header;
import org.apache.http.HttpHost;
import org.apache.http.message.BasicHeader;
import org.elasticsearch.client.RestClient;
import org.elasticsearch.client.RestClientBuilder;
import org.jspecify.annotations.Nullable;

/** Clients of what the settings name; secrets are resolved from this process's surroundings. */
final class Connections {

  private static final URI AMAZON = URI.create("https://s3.amazonaws.com");

  private Connections() {}

  /** The checkpoint bucket. */
  static CheckpointBucket bucket(CheckpointSettings settings) {
    return new CheckpointBucket(
        new BucketLocation(
            settings.endpoint() == null ? AMAZON : URI.create(settings.endpoint()),
            settings.region(),
            settings.bucket(),
            key(settings.accessKey(), "AWS_ACCESS_KEY_ID"),
            key(settings.secretKey(), "AWS_SECRET_ACCESS_KEY"),
            settings.pathStyle(),
            settings.ca() == null ? null : Path.of(settings.ca())));
  }

  /** The key of the settings, or that of the environment. */
  private static String key(@Nullable Secret secret, String variable) {
    String value = secret == null ? System.getenv(variable) : secret.resolve(SecretSource.PROCESS);
    if (value == null) {
      throw CommandFailure.usage(
          "no S3 keys: set access_key and secret_key under checkpoints, or the variable "
              + variable);
    }
    return value;
  }

  /** Elasticsearch. */
  static RestClient elasticsearch(ElasticsearchSettings settings) {
    return trusted(
        RestClient.builder(settings.urls().stream().map(HttpHost::create).toArray(HttpHost[]::new)),
        settings);
  }

  /**
   * Kibana, as the user that Elasticsearch knows.
   *
   * @param address with its base path and space, such as {@code https://kibana.example/s/logs}
   */
  static RestClient kibana(URI address, ElasticsearchSettings settings) {
    RestClientBuilder builder =
        RestClient.builder(new HttpHost(address.getHost(), address.getPort(), address.getScheme()));
    String path = String.valueOf(address.getPath()).replaceAll("/+$", "");
    if (!path.isEmpty()) {
      builder.setPathPrefix(path);
    }
    return trusted(builder, settings);
  }

  private static RestClient trusted(RestClientBuilder builder, ElasticsearchSettings settings) {
    String authorization = authorization(settings);
    if (authorization != null) {
      builder.setDefaultHeaders(new Header[] {new BasicHeader("Authorization", authorization)});
    }
    if (settings.ca() != null) {
      SSLContext trust = trust(Path.of(settings.ca()));
      builder.setHttpClientConfigCallback(http -> http.setSSLContext(trust));
    }
    return builder.build();
  }

  private static @Nullable String authorization(ElasticsearchSettings settings) {
    if (settings.apiKey() != null) {
      return "ApiKey " + settings.apiKey().resolve(SecretSource.PROCESS);
    }
    if (settings.user() == null || settings.password() == null) {
      return null;
    }
    String pair = settings.user() + ":" + settings.password().resolve(SecretSource.PROCESS);
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static SSLContext trust(Path pem) {
    try {
      return TransportUtils.sslContextFromHttpCaCrt(pem.toFile());
    } catch (IOException | RuntimeException e) {
      throw CommandFailure.outside(
          "cannot use the certificate authority in " + pem + ": " + e.getMessage(), e);
    }
  }
}
