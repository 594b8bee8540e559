package io.tocsin.settings;

import io.tocsin.diagnostic.Diagnostic;
import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.diagnostic.SourceText;
import io.tocsin.diagnostic.Span;
import io.tocsin.receiver.Secret;
import io.tocsin.yaml.YamlMapping;
import io.tocsin.yaml.YamlNode;
import io.tocsin.yaml.YamlScalar;
import java.util.Set;

/** Diagnostics show lines of the file; this takes secrets that are written there out of them. */
final class SecretMask {
  private static final Set<String> SECRET_KEYS = Set.of("password", "secret_key", "api_key");
  private static final String CLIENT_PROPERTIES = "properties";

  private final StringBuilder text;

  private SecretMask(SourceText source) {
    this.text = new StringBuilder(source.text());
  }

  /** The same diagnostics, over the file with a star for each character of a secret. */
  static Diagnostics apply(Diagnostics diagnostics, YamlNode root) {
    SecretMask mask = new SecretMask(root.source());
    mask.hide(root, false);
    SourceText masked = new SourceText(root.source().path(), mask.text.toString());
    Diagnostics safe = new Diagnostics();
    for (Diagnostic each : diagnostics.list()) {
      safe.add(
          new Diagnostic(
              each.severity(), each.code(), each.message(), masked, each.span(), each.hint()));
    }
    return safe;
  }

  private void hide(YamlNode node, boolean secret) {
    if (node instanceof YamlMapping mapping) {
      for (YamlMapping.Entry entry : mapping.entries()) {
        String key = entry.key().text();
        hide(entry.value(), secret || SECRET_KEYS.contains(key) || key.equals(CLIENT_PROPERTIES));
      }
    } else if (secret
        && node instanceof YamlScalar scalar
        && !new Secret(scalar.text()).hasReference()) {
      Span span = scalar.span();
      for (int i = span.start(); i < span.end(); i++) {
        if (!Character.isWhitespace(text.charAt(i))) {
          text.setCharAt(i, '*');
        }
      }
    }
  }
}
