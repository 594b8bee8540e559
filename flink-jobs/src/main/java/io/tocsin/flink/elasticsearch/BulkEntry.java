package io.tocsin.flink.elasticsearch;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * One operation of a bulk request, serialised.
 *
 * @param target an index, an alias or a data stream
 * @param id null lets Elasticsearch choose one, and then a repeat is a second document
 * @param version an external version: an older one does not overwrite a newer; null for none
 * @param document a JSON object in UTF-8; not copied, not to be changed
 * @param origin where the document came from, opaque to the sink, for whoever handles a refusal
 * @param mayBeThere whether an earlier attempt may have written it. A create is refused for an id
 *     that is there, but a data stream knows ids only in the backing index that is written to: of
 *     such an entry the id is looked for in all of the target first
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are moved, never compared
public record BulkEntry(
    Operation operation,
    String target,
    @Nullable String id,
    @Nullable Long version,
    byte[] document,
    byte[] origin,
    boolean mayBeThere)
    implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final byte[] NOWHERE = new byte[0];

  /** What is done with the document. */
  public enum Operation {
    /** Stores it, in place of one with the same id. */
    INDEX("index"),
    /** Stores it unless there is one with the same id, which counts as done. */
    CREATE("create"),
    /** Merges it into the document with the same id, or stores it if there is none. */
    UPDATE("update");

    private final String key;

    Operation(String key) {
      this.key = key;
    }

    /** Its name in a bulk request. */
    String key() {
      return key;
    }
  }

  /**
   * Checks what belongs together.
   *
   * @throws IllegalArgumentException if an update has no id, anything but an index operation with
   *     an id a version, or anything but a creation with an id may be there
   */
  public BulkEntry {
    if (operation == Operation.UPDATE && id == null) {
      throw new IllegalArgumentException("an update needs an id");
    }
    if (version != null && (operation != Operation.INDEX || id == null)) {
      throw new IllegalArgumentException("a version is for index operations with an id");
    }
    if (mayBeThere && (operation != Operation.CREATE || id == null)) {
      throw new IllegalArgumentException("only what is created by id is looked for");
    }
  }

  /** Stores the document, in place of one with the same id. */
  public static BulkEntry index(String target, String id, byte[] document) {
    return new BulkEntry(Operation.INDEX, target, id, null, document, NOWHERE, false);
  }

  /** Stores the document unless there is one with the same id. */
  public static BulkEntry create(String target, String id, byte[] document) {
    return new BulkEntry(Operation.CREATE, target, id, null, document, NOWHERE, false);
  }

  /** Merges the document into the one with the same id, or stores it if there is none. */
  public static BulkEntry update(String target, String id, byte[] document) {
    return new BulkEntry(Operation.UPDATE, target, id, null, document, NOWHERE, false);
  }

  /** The same, overwriting only an equal or older version. */
  public BulkEntry withVersion(long externalVersion) {
    return new BulkEntry(operation, target, id, externalVersion, document, origin, mayBeThere);
  }

  /** The same, with where it came from. */
  public BulkEntry withOrigin(byte[] whence) {
    return new BulkEntry(operation, target, id, version, document, whence, mayBeThere);
  }

  /** The same, of which an earlier attempt may have written the document. */
  public BulkEntry thatMayBeThere() {
    return new BulkEntry(operation, target, id, version, document, origin, true);
  }
}
