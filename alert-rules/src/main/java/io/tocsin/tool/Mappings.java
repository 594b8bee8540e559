package io.tocsin.tool;

import io.tocsin.diagnostic.Code;
import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.diagnostic.Fragment;
import io.tocsin.yaml.MappingReader;
import io.tocsin.yaml.YamlMapping;
import io.tocsin.yaml.YamlNode;
import org.jspecify.annotations.Nullable;

/** Values that must be mappings. */
final class Mappings {
  private Mappings() {}

  /**
   * A reader of a value's keys; null if it is no mapping, which is reported.
   *
   * @param what the value is, such as {@code a test}
   */
  static @Nullable MappingReader reader(YamlNode node, String what, Diagnostics diagnostics) {
    if (node instanceof YamlMapping mapping) {
      return new MappingReader(mapping, diagnostics);
    }
    Fragment text = node.fragment();
    String message = "expected a mapping as " + what + ", got " + node.kind();
    diagnostics.error(Code.VALUE_KIND, text, text.span(), message, null);
    return null;
  }
}
