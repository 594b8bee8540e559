package io.tocsin.diagnostic;

import java.util.Locale;

/** How much a diagnostic matters. */
public enum Severity {
  /** What was read cannot be used. */
  ERROR,
  /** What was read can be used, but is hardly what was meant. */
  WARNING;

  /** As it is printed: lower case. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
