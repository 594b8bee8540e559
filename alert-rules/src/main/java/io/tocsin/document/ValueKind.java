package io.tocsin.document;

/** The kinds of value that a field of a log can hold. */
public enum ValueKind {
  /** A string. */
  STRING,
  /** A whole number that fits 64 bits. */
  INTEGER,
  /** Any other finite number. */
  DECIMAL,
  /** True or false. */
  BOOLEAN
}
