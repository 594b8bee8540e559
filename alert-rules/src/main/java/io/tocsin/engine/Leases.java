package io.tocsin.engine;

import io.tocsin.slot.Lease;
import org.jspecify.annotations.Nullable;

/** Where rules sleep in a million groups, all these have logs lent on the same terms. */
final class Leases {
  private @Nullable Lease last;

  /** The same lease as the one before, if its terms are the same. */
  Lease shared(Lease terms) {
    Lease known = last;
    if (known != null && known.equals(terms)) {
      return known;
    }
    last = terms;
    return terms;
  }
}
