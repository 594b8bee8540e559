package io.tocsin.document;

/** Finds secrets in text. */
@FunctionalInterface
interface TextMask {
  /** What stands for a secret. */
  String MASKED = "***";

  /** The text with each secret replaced; the same object if there is none. */
  String mask(String text);
}
