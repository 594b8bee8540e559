/**
 * The engine's own alerts.
 *
 * <p>What befalls the engine itself is an {@link io.tocsin.incident.Incident}: logs that came too
 * late, groups beyond a limit, a rule file that was refused. Incidents are logs, counted by rules
 * that come with the engine, so that what is said of them starts, ends, is sent and is silenced
 * like every alert; {@link io.tocsin.incident.Incidents} makes the one into the other.
 */
@NullMarked
package io.tocsin.incident;

import org.jspecify.annotations.NullMarked;
