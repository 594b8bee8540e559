package io.tocsin.match;

import io.tocsin.document.Document;

/** Finds filters by one kind of anchor. */
interface AnchorIndex {
  /** Names every filter of which the log has an anchor; some others, and some twice, may be. */
  void find(Document document, Candidates out);
}
