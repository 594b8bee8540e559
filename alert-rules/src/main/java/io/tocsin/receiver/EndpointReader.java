package io.tocsin.receiver;

import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.yaml.MappingReader;
import io.tocsin.yaml.YamlMapping;
import io.tocsin.yaml.YamlScalar;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads where {@code webhook}, {@code slack} or {@code alertmanager} is. */
final class EndpointReader {
  private final MappingReader keys;
  private final Diagnostics diagnostics;

  private EndpointReader(MappingReader keys, Diagnostics diagnostics) {
    this.keys = keys;
    this.diagnostics = diagnostics;
  }

  /**
   * An endpoint, or null if it has no address, which is then reported.
   *
   * @param keys those of its own may be taken before; the others are reported by the caller
   */
  static @Nullable Endpoint read(MappingReader keys, Diagnostics diagnostics) {
    return new EndpointReader(keys, diagnostics).endpoint();
  }

  private @Nullable Endpoint endpoint() {
    YamlScalar url = keys.requiredText("url");
    Map<String, Secret> headers = headers(keys.mapping("headers"));
    Credentials credentials = credentials();
    YamlScalar ca = keys.text("ca");
    if (url == null) {
      return null;
    }
    Secret address = new Secret(url.text());
    if (!address.hasReference() && !isHttp(url.text())) {
      keys.invalid(url, "expected an http or https address, got '" + url.text() + "'", null);
      return null;
    }
    return new Endpoint(address, headers, credentials, ca == null ? null : ca.text(), null);
  }

  /** Whether requests can be sent to this address. */
  static boolean isHttp(String address) {
    try {
      URI uri = new URI(address);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      return http && uri.getHost() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private Map<String, Secret> headers(@Nullable YamlMapping mapping) {
    Map<String, Secret> headers = new LinkedHashMap<>();
    if (mapping == null) {
      return headers;
    }
    for (YamlMapping.Entry header : mapping.entries()) {
      String name = header.key().text();
      if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")) {
        Reported.invalid(diagnostics, header.key(), "not the name of a header: '" + name + "'");
      } else if (header.value() instanceof YamlScalar value) {
        headers.put(name, new Secret(value.text()));
      } else {
        keys.wrongKind(name, "text", header.value());
      }
    }
    return headers;
  }

  private @Nullable Credentials credentials() {
    YamlScalar bearer = keys.text("bearer");
    YamlMapping basic = keys.mapping("basic");
    if (bearer != null && basic != null) {
      keys.invalid(bearer, "both 'bearer' and 'basic'", "leave one of them out");
    }
    if (bearer != null) {
      return new Credentials.Bearer(new Secret(bearer.text()));
    }
    if (basic == null) {
      return null;
    }
    MappingReader pair = new MappingReader(basic, diagnostics);
    YamlScalar username = pair.requiredText("username");
    YamlScalar password = pair.requiredText("password");
    pair.finish();
    if (username == null || password == null) {
      return null;
    }
    return new Credentials.Basic(new Secret(username.text()), new Secret(password.text()));
  }
}
