/**
 * Logs in, records out: what the alerting job, the tests of rules and the replay have in common.
 *
 * <p>{@link io.tocsin.engine.LocalSlots} matches logs and counts them where they are read; {@link
 * io.tocsin.engine.GroupEngine} takes what was counted for one group, steps the alerts of the rules
 * over it, and says what changed. Neither knows where state is kept ({@link
 * io.tocsin.engine.GroupStore}) nor what time it is ({@link io.tocsin.engine.EngineClock}). {@link
 * io.tocsin.engine.Engine} joins them in one process:
 *
 * <pre>{@code
 * Engine engine = new Engine(rules, records::add);
 * engine.add(document);
 * engine.advanceTo(Instant.parse("2026-11-20T10:06:00Z").toEpochMilli());
 * }</pre>
 */
@NullMarked
package io.tocsin.engine;

import org.jspecify.annotations.NullMarked;
