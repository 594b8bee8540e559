package io.tocsin.flink.elasticsearch;

/**
 * An entry that Elasticsearch will not take, however often it is sent.
 *
 * @param status the HTTP status for this entry; 413 also for one over the sink's own limit
 * @param reason a short stable code for counting, such as {@code document_parsing_exception}
 * @param detail what Elasticsearch says, for a person
 */
public record Rejection(BulkEntry entry, int status, String reason, String detail) {}
