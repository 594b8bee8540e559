package io.tocsin.receiver;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where requests go, and what they carry beside their body.
 *
 * @param url an absolute http or https address
 * @param headers sent with each request
 * @param credentials null to send none
 */
public record Endpoint(Secret url, Map<String, Secret> headers, @Nullable Credentials credentials) {

  /** Copies the headers. */
  public Endpoint {
    headers = Map.copyOf(headers);
  }
}
