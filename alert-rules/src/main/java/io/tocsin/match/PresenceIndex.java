package io.tocsin.match;

import io.tocsin.document.Document;

/**
 * Filters that are asked of every log with a value in a field.
 *
 * @param field its ordinal
 */
record PresenceIndex(int field, int[] filters) implements AnchorIndex {
  @Override
  public void find(Document document, Candidates out) {
    if (document.size(field) > 0) {
      out.ask(filters);
    }
  }
}
