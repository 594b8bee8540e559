package io.tocsin.receiver;

import io.tocsin.diagnostic.Code;
import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.diagnostic.Fragment;
import io.tocsin.yaml.YamlNode;

/** Mistakes in values that stand under no known key. */
final class Reported {
  private Reported() {}

  static void wrongKind(Diagnostics diagnostics, YamlNode got, String expected) {
    Fragment text = got.fragment();
    String message = "expected " + expected + ", got " + got.kind();
    diagnostics.error(Code.VALUE_KIND, text, text.span(), message, null);
  }

  static void invalid(Diagnostics diagnostics, YamlNode got, String message) {
    Fragment text = got.fragment();
    diagnostics.error(Code.VALUE_INVALID, text, text.span(), message, null);
  }
}
