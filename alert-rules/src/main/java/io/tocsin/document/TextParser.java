package io.tocsin.document;

import org.jspecify.annotations.Nullable;

/** Finds fields in text. */
interface TextParser {

  /** The fields of this text; null if it has not the form that is expected. */
  @Nullable Branch parse(String text, ReadStats stats);
}
