/**
 * Many filters against one log.
 *
 * <p>A {@link io.tocsin.match.FilterSet} is made of the distinct filters of all rules and says of
 * each log which of them select it. A {@link io.tocsin.match.Selection} remembers what it said of
 * logs that are alike, and is what counts are made with.
 *
 * <pre>{@code
 * FieldIndex.Builder fields = FieldIndex.builder();
 * FilterSet filters = FilterSet.of(List.of(errors, slow), catalogue, fields);
 * // a LogReader made for fields.build() hands out documents
 * filters.match(document, filter -> count(filter));
 * }</pre>
 */
@NullMarked
package io.tocsin.match;

import org.jspecify.annotations.NullMarked;
