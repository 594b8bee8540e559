package io.tocsin.receiver;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where requests go, and what they carry beside their body.
 *
 * @param url an absolute http or https address
 * @param headers sent with each request
 * @param credentials null to send none
 * @param ca a file with the certificates, in PEM, that its certificate must go back to; null for
 *     those that Java trusts
 * @param secret what a body's template calls {@code {{ secret }}}; null if it has none
 */
public record Endpoint(
    Secret url,
    Map<String, Secret> headers,
    @Nullable Credentials credentials,
    @Nullable String ca,
    @Nullable Secret secret) {

  /** Copies the headers. */
  public Endpoint {
    headers = Map.copyOf(headers);
  }

  /** Without a certificate authority or secret of its own. */
  public Endpoint(Secret url, Map<String, Secret> headers, @Nullable Credentials credentials) {
    this(url, headers, credentials, null, null);
  }
}
