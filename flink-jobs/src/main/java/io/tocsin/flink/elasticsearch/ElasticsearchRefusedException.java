package io.tocsin.flink.elasticsearch;

import java.io.IOException;

/**
 * Elasticsearch refuses whatever is sent, and sending it again cannot help: the credentials, the
 * address or the trust are wrong. The job fails with it; no entry is lost.
 */
public final class ElasticsearchRefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  ElasticsearchRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
