/**
 * The fields of logs, with their types and units.
 *
 * <p>A {@link io.tocsin.field.FieldCatalogue} holds the fields of the Elastic Common Schema and
 * those that a team adds in its {@code fields.yaml}. Filters and conditions are checked against it,
 * and index templates are made from it, so that a filter selects the same logs in both places. A
 * {@link io.tocsin.field.Quantity} is a number with a unit, such as {@code 5m} or {@code 10MB}.
 *
 * <pre>{@code
 * FieldCatalogue fields = FieldCatalogue.ecs();
 * Field duration = fields.find("event.duration"); // a long, in nanoseconds
 * Quantity.parse("2s").in(duration.unit()); // 2000000000
 * }</pre>
 */
@NullMarked
package io.tocsin.field;

import org.jspecify.annotations.NullMarked;
