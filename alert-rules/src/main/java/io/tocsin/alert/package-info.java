/**
 * What is said of one alert: its life, its identity, the records that carry it.
 *
 * <p>{@link io.tocsin.alert.AlertMachine} steps an {@link io.tocsin.alert.AlertState} from slot to
 * slot; it is pure, and time is the slot that it is given. {@link io.tocsin.alert.AlertIds} makes
 * ids out of what an alert is, never out of when it was noticed. An {@link
 * io.tocsin.alert.AlertRecord} is one line of the topic {@code tocsin.alerts}, and holds the whole
 * alert.
 *
 * <pre>{@code
 * AlertState state = AlertState.INACTIVE;
 * state = machine.step(state, slot, evaluation).state();
 * }</pre>
 */
@NullMarked
package io.tocsin.alert;

import org.jspecify.annotations.NullMarked;
