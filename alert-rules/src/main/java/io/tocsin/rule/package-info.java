/**
 * Rule files, and what they compile to.
 *
 * <p>Files are read as a {@link io.tocsin.rule.RuleBundle}; each file stands or falls alone; what
 * is accepted compiles to a rule set: the distinct series that must be counted, and the rules over
 * them.
 */
@NullMarked
package io.tocsin.rule;

import org.jspecify.annotations.NullMarked;
