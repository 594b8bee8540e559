package io.tocsin.yaml;

import io.tocsin.diagnostic.Fragment;
import io.tocsin.diagnostic.SourceText;
import io.tocsin.diagnostic.Span;

/** A value in a YAML file. */
public sealed interface YamlNode permits YamlMapping, YamlSequence, YamlScalar {

  /** The file. */
  SourceText source();

  /** Where in the file the value is written, quotes and brackets included. */
  Span span();

  /** The value as a text of the file: of a scalar its value, of others how they are written. */
  default Fragment fragment() {
    return Fragment.verbatim(source(), span());
  }

  /**
   * What this is, for a message: {@code a mapping}, {@code a list}, {@code text}, {@code nothing}.
   */
  String kind();
}
