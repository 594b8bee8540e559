package io.tocsin.kql;

import io.tocsin.diagnostic.Fragment;
import io.tocsin.diagnostic.Span;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * A tree, and where in the text its clauses stand.
 *
 * @param places by identity, since equal clauses may stand in several places
 */
record ParsedKql(Fragment text, Kql tree, Map<Kql, Place> places) {

  /** Where a clause has its field and its value; the field of bare words is where they stand. */
  record Place(Span field, Span value) {
    Span whole() {
      return field.start() <= value.start() ? field.to(value) : value;
    }
  }

  static Map<Kql, Place> noPlaces() {
    return new IdentityHashMap<>();
  }

  Place place(Kql clause) {
    Place place = places.get(clause);
    return place == null ? new Place(text.span(), text.span()) : place;
  }
}
