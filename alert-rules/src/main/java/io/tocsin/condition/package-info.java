/**
 * What a rule asks of its windows: {@code count(bad) / count() > 5% and count() > 200}.
 *
 * <p>A condition is parsed from its text, type-checked, and evaluated over the values of its terms
 * (an aggregate over a window). Values are {@link io.tocsin.condition.Range ranges}: exact where
 * every log is known, wider where logs may be missing or still to come. A comparison that holds for
 * the whole range holds whatever those logs say, which is all that early firing and incomplete
 * windows need.
 */
@NullMarked
package io.tocsin.condition;

import org.jspecify.annotations.NullMarked;
