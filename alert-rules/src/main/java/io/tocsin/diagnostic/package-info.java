/**
 * A mistake in a user's file, and how it is shown.
 *
 * <p>Whoever reads something that a user wrote gets it as a {@link io.tocsin.diagnostic.Fragment},
 * a text that knows where in its file it stands, and says what is wrong with it to a {@link
 * io.tocsin.diagnostic.Diagnostics}. All mistakes of a run are reported, each with its place in the
 * file:
 *
 * <pre>
 * checkout.yaml:3:12: error[Y008]: unknown key 'wher'
 *     wher: 'log.level: ERROR'
 *     ^^^^
 * hint: did you mean 'where'?
 * </pre>
 *
 * <pre>{@code
 * Diagnostics diagnostics = new Diagnostics();
 * Fragment text = Fragment.of("count() >");
 * diagnostics.error(Code.…, text, new Span(9, 9), "expected a value, got the end", null);
 * diagnostics.list().forEach(problem -> System.err.println(problem.render()));
 * }</pre>
 */
@NullMarked
package io.tocsin.diagnostic;

import org.jspecify.annotations.NullMarked;
