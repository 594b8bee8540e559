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

  /**
   * What never changes is said again after a crash of either job, which may be after its data
   * stream has rolled over: so it is looked for first.
   */
  BulkEntry toEntry() {
    return version == null
        ? BulkEntry.create(target, id, json).thatMayBeThere()
        : BulkEntry.index(target, id, json).withVersion(version);
  }
}
