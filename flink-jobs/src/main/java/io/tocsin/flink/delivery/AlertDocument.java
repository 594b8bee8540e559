package io.tocsin.flink.delivery;

import io.tocsin.flink.elasticsearch.BulkEntry;
import org.jspecify.annotations.Nullable;

/**
 * A record of an alert as it is stored in Elasticsearch.
 *
 * @param target the index or data stream
 * @param version null for a document that is never replaced
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are moved, never compared
record AlertDocument(String target, String id, @Nullable Long version, byte[] json) {

  BulkEntry toEntry() {
    return version == null
        ? BulkEntry.create(target, id, json)
        : BulkEntry.index(target, id, json).withVersion(version);
  }
}
