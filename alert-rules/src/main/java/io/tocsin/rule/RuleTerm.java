package io.tocsin.rule;

import io.tocsin.condition.Term;

/**
 * A term of a compiled rule.
 *
 * @param seriesId the series that it reads
 */
public record RuleTerm(long seriesId, Term term) {}
