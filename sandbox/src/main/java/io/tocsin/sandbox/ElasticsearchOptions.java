package io.tocsin.sandbox;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What an Elasticsearch has beside or instead of what a sandbox gives it.
 *
 * @param home where the program is
 * @param settings lines of {@code elasticsearch.yml}
 * @param files files of its {@code config} directory, by name
 * @param tls whom to trust when it is asked over TLS; null if it speaks plain HTTP
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are written, never compared
public record ElasticsearchOptions(
    Path home, List<String> settings, Map<String, byte[]> files, @Nullable SSLContext tls) {

  /** Copies settings and files. */
  public ElasticsearchOptions {
    settings = List.copyOf(settings);
    files = Map.copyOf(files);
  }

  /** Without security. */
  static ElasticsearchOptions open(Path home) {
    return new ElasticsearchOptions(home, List.of("xpack.security.enabled: false"), Map.of(), null);
  }
}
