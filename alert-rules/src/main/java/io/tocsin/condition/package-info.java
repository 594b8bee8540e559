/**
 * What a rule asks of its windows: {@code count(bad) / count() > 5% and count() > 200}.
 *
 * <p>A {@link io.tocsin.condition.ConditionParser} reads the conditions of one rule into {@link
 * io.tocsin.condition.Condition}s and {@link io.tocsin.condition.Expression}s over the rule's
 * {@link io.tocsin.condition.Terms} (an aggregate over a window, each once), with every name
 * expanded and every number in one unit with what it is compared with. Values are {@link
 * io.tocsin.condition.Range ranges}: exact where every log is known, wider where logs may be
 * missing or still to come. A comparison that holds for the whole range holds whatever those logs
 * say, which is all that early firing and incomplete windows need.
 *
 * <pre>{@code
 * Definitions names = Definitions.read(filters, let, by, kql, diagnostics);
 * ConditionScope scope = new ConditionScope(fields, names, kql, SlotWidth.MINUTE, overMillis);
 * Terms terms = new Terms();
 * Condition when = new ConditionParser(scope, terms, diagnostics).condition(text);
 * // for each of terms.list(): term.measure().value(slots.window(from, to), openEnded)
 * Truth truth = when.evaluate(values);
 * }</pre>
 */
@NullMarked
package io.tocsin.condition;

import org.jspecify.annotations.NullMarked;
