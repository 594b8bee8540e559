/**
 * KQL, the language of Kibana's search bar, as the filter of rules.
 *
 * <p>A text is parsed into a {@link io.tocsin.kql.Kql}, a tree of clauses, checked against the
 * fields' types, and compiled to a {@link io.tocsin.kql.KqlMatcher}, which selects of the logs that
 * pass by the ones that the same text finds in Elasticsearch. {@link io.tocsin.kql.KqlToQuery}
 * gives the query that Kibana sends for it.
 *
 * <pre>{@code
 * Kql filter = KqlParser.parse(Fragment.of("log.level: (ERROR or FATAL)"), catalogue, diagnostics);
 * FieldIndex.Builder fields = FieldIndex.builder();
 * KqlMatcher matcher = KqlMatcher.compile(filter, catalogue, fields);
 * // a LogReader made for fields.build() hands out documents
 * boolean selected = matcher.matches(document);
 * }</pre>
 */
@NullMarked
package io.tocsin.kql;

import org.jspecify.annotations.NullMarked;
