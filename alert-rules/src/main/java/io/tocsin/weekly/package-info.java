/**
 * Times of the week, on the clocks of a place: when a rule may start an alert, when a receiver
 * wants to hear of none.
 *
 * <pre>{@code
 * WeeklyTimes nights = WeeklyTimesReader.read(keys, "nights", diagnostics);
 * nights.holds(millis);
 * nights.changesAfter(millis);
 * }</pre>
 */
@NullMarked
package io.tocsin.weekly;

import org.jspecify.annotations.NullMarked;
