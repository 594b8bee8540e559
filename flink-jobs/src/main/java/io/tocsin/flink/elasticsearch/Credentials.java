package io.tocsin.flink.elasticsearch;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** How the sink says who it is. No {@code toString} shows a secret. */
public sealed interface Credentials extends Serializable {

  /** The value of the {@code Authorization} header; empty for none. */
  Optional<String> authorization();

  /** Nobody in particular. */
  record Anonymous() implements Credentials {
    private static final long serialVersionUID = 1L;

    @Override
    public Optional<String> authorization() {
      return Optional.empty();
    }
  }

  /** A user with a password. */
  record Basic(String user, String password) implements Credentials {
    private static final long serialVersionUID = 1L;

    @Override
    public Optional<String> authorization() {
      byte[] pair = (user + ':' + password).getBytes(StandardCharsets.UTF_8);
      return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair));
    }

    @Override
    public String toString() {
      return "Basic[user=" + user + "]";
    }
  }

  /**
   * An API key.
   *
   * @param encoded as Elasticsearch gives it under {@code encoded}
   */
  record ApiKey(String encoded) implements Credentials {
    private static final long serialVersionUID = 1L;

    @Override
    public Optional<String> authorization() {
      return Optional.of("ApiKey " + encoded);
    }

    @Override
    public String toString() {
      return "ApiKey[]";
    }
  }
}
