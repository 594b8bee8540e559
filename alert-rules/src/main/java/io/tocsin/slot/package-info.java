/**
 * Event time in slots, and what was counted in each.
 *
 * <p>A slot is known by its start in epoch milliseconds, so that it explains itself whatever its
 * width. A window {@code [k m]} at a slot is that slot and those before it, k minutes in all.
 */
@NullMarked
package io.tocsin.slot;

import org.jspecify.annotations.NullMarked;
