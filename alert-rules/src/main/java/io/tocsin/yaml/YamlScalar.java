package io.tocsin.yaml;

import io.tocsin.diagnostic.Fragment;
import io.tocsin.diagnostic.SourceText;
import io.tocsin.diagnostic.Span;
import java.util.Set;

/**
 * A scalar: text, a number, a boolean or nothing.
 *
 * @param text the value, unescaped and unfolded
 */
public record YamlScalar(SourceText source, Span span, String text, Style style)
    implements YamlNode {

  /** How a scalar is written. */
  public enum Style {
    /** Without quotes. */
    PLAIN,
    /** {@code 'so'}. */
    SINGLE_QUOTED,
    /** {@code "so"}. */
    DOUBLE_QUOTED,
    /** After {@code |}: line breaks are kept. */
    LITERAL,
    /** After {@code >}: line breaks become spaces. */
    FOLDED
  }

  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

  /** The value, each of its characters knowing where in the file it stands. */
  @Override
  public Fragment fragment() {
    return ScalarAlignment.fragment(this);
  }

  /** Whether this is YAML's null: nothing, {@code ~} or {@code null} without quotes. */
  public boolean isNull() {
    return isPlain() && NULLS.contains(text);
  }

  /** Whether this is written without quotes, so that it may be a number or a boolean. */
  public boolean isPlain() {
    return style == Style.PLAIN;
  }

  @Override
  public String kind() {
    return isNull() ? "nothing" : "text";
  }
}
