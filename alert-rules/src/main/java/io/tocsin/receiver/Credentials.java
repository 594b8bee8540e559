package io.tocsin.receiver;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** How a request shows who sends it. */
public sealed interface Credentials {

  /**
   * The value of the {@code Authorization} header.
   *
   * @throws SecretUnavailableException if a secret cannot be had
   */
  String header(SecretSource source);

  /** {@code Bearer}, RFC 6750. */
  record Bearer(Secret token) implements Credentials {
    @Override
    public String header(SecretSource source) {
      return "Bearer " + token.resolve(source);
    }
  }

  /** {@code Basic}, RFC 7617, in UTF-8. */
  record Basic(Secret username, Secret password) implements Credentials {
    @Override
    public String header(SecretSource source) {
      String pair = username.resolve(source) + ":" + password.resolve(source);
      return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
  }
}
