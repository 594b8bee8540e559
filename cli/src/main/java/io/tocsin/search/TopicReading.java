package io.tocsin.search;

import io.tocsin.document.JsonLogReader;

/**
 * How the records of a topic become documents.
 *
 * @param reader makes them, without those that are not to be indexed
 * @param dataStream where they go
 */
public record TopicReading(JsonLogReader reader, String dataStream) {}
