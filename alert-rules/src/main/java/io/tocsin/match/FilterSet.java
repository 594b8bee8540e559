package io.tocsin.match;

import io.tocsin.document.Document;
import io.tocsin.document.FieldIndex;
import io.tocsin.field.FieldCatalogue;
import io.tocsin.kql.Kql;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Distinct filters, numbered from 0, that are asked of one log at once.
 *
 * <p>Not thread-safe.
 */
public interface FilterSet {

  /**
   * Compiles filters, and indexes them by what they require of a log; their numbers are their
   * places in the list.
   *
   * @param fields gets the fields that the filters read; documents must be read for them
   */
  static FilterSet of(List<Kql> filters, FieldCatalogue catalogue, FieldIndex.Builder fields) {
    return IndexedFilterSet.of(filters, catalogue, fields);
  }

  /**
   * Compiles filters that are asked one after the other: the reference, which {@link #of} must
   * agree with.
   *
   * @param fields gets the fields that the filters read; documents must be read for them
   */
  static FilterSet scanning(
      List<Kql> filters, FieldCatalogue catalogue, FieldIndex.Builder fields) {
    return ScanningFilterSet.of(filters, catalogue, fields);
  }

  /** How many filters there are. */
  int size();

  /** Hands the number of each filter that selects the log to {@code out}: once, in any order. */
  void match(Document document, IntConsumer out);
}
