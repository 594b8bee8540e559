/**
 * One log, decoded: what rules match, what Kibana shows.
 *
 * <p>A {@link io.tocsin.document.LogReader} turns the bytes of a Kafka record into documents: it
 * decodes, parses, renames, normalises to ECS and masks. Whoever matches logs reads them through
 * {@link io.tocsin.document.Document}, a view that builds no map and no string for a field that
 * nobody asked for: the fields that anybody reads are numbered once, in a {@link
 * io.tocsin.document.FieldIndex}, and asked for by their number.
 *
 * <pre>{@code
 * FieldIndex.Builder fields = FieldIndex.builder();
 * int level = fields.ordinal("log.level");
 * LogReader reader = …; // made for fields.build()
 * reader.read(raw, nowMillis, document -> document.text(level, 0));
 * }</pre>
 */
@NullMarked
package io.tocsin.document;

import org.jspecify.annotations.NullMarked;
