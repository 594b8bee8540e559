package io.tocsin.settings;

import io.tocsin.diagnostic.Code;
import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.diagnostic.Fragment;
import io.tocsin.field.Quantity;
import io.tocsin.receiver.Secret;
import io.tocsin.yaml.MappingReader;
import io.tocsin.yaml.YamlScalar;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes the values of one mapping of {@code tocsin.yaml} in the types that settings have. */
final class Values {
  private final MappingReader keys;
  private final Diagnostics diagnostics;

  Values(MappingReader keys, Diagnostics diagnostics) {
    this.keys = keys;
    this.diagnostics = diagnostics;
  }

  MappingReader keys() {
    return keys;
  }

  /** The text of a key; null if it is left out. */
  @Nullable String text(String key) {
    YamlScalar value = keys.text(key);
    return value == null ? null : value.text();
  }

  String text(String key, String otherwise) {
    YamlScalar value = keys.text(key);
    return value == null ? otherwise : value.text();
  }

  /** The text of a key that must be there; empty if it is not, which is reported. */
  String required(String key) {
    YamlScalar value = keys.requiredText(key);
    return value == null ? "" : value.text();
  }

  /** A secret; one that is written in the file is a warning, and is not shown. */
  @Nullable Secret secret(String key) {
    YamlScalar value = keys.text(key);
    if (value == null) {
      return null;
    }
    Secret secret = new Secret(value.text());
    if (!secret.hasReference()) {
      Fragment name = key(key);
      String hint = "name it: '${env:NAME}' or '${file:PATH}'";
      diagnostics.warning(
          Code.SECRET_WRITTEN, name, name.span(), "'" + key + "' is written in the file", hint);
    }
    return secret;
  }

  private Fragment key(String key) {
    return keys.mapping().entries().stream()
        .filter(entry -> entry.key().text().equals(key))
        .findFirst()
        .orElseThrow()
        .key()
        .fragment();
  }

  Duration duration(String key, Duration otherwise, Duration least, Duration most) {
    YamlScalar value = keys.text(key);
    if (value == null) {
      return otherwise;
    }
    Quantity quantity = Quantity.parse(value.text());
    Long millis = quantity == null || !quantity.isTime() ? null : quantity.wholeMillis();
    if (millis == null || millis < least.toMillis() || millis > most.toMillis()) {
      String message = "expected a duration from %ds to %ds, got '%s'";
      keys.invalid(
          value,
          message.formatted(least.toSeconds(), most.toSeconds(), value.text()),
          "write it with its unit, such as 5s or 1m");
      return otherwise;
    }
    return Duration.ofMillis(millis);
  }

  /** One of several words. */
  String oneOf(String key, String otherwise, Set<String> words) {
    YamlScalar value = keys.text(key);
    if (value == null) {
      return otherwise;
    }
    if (!words.contains(value.text())) {
      String message = "expected one of %s, got '%s'";
      keys.invalid(value, message.formatted(String.join(", ", words), value.text()), null);
      return otherwise;
    }
    return value.text();
  }

  /** An absolute http or https address; null if the key is left out, or if it is none. */
  @Nullable String address(String key) {
    YamlScalar value = keys.text(key);
    return value == null || !isAddress(value) ? null : value.text();
  }

  /** Whether this is an absolute http or https address; if not, that is reported. */
  boolean isAddress(YamlScalar value) {
    try {
      URI uri = new URI(value.text());
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (http && uri.getHost() != null) {
        return true;
      }
    } catch (URISyntaxException e) {
      // Reported below, like an address of another kind.
    }
    keys.invalid(value, "expected an http or https address, got '" + value.text() + "'", null);
    return false;
  }
}
