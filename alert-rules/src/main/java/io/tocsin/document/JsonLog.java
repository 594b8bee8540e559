package io.tocsin.document;

/**
 * A log as it is indexed: the whole document whose fields a {@link Document} shows, as JSON.
 *
 * @param timestampMillis event time, in milliseconds since the epoch
 * @param position its place among the logs of its record, from 0; the same however often the record
 *     is read
 * @param dataStream the name of the data stream that it belongs to
 * @param json one JSON object in UTF-8, nested, {@code @timestamp} first; the receiver's own
 */
public record JsonLog(long timestampMillis, int position, String dataStream, byte[] json) {}
