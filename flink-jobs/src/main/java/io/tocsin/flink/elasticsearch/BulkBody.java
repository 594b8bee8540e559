package io.tocsin.flink.elasticsearch;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The body of a bulk request: for each entry a line that says what to do and a line with the
 * document.
 */
final class BulkBody {
  private static final byte[] INDEX_KEY = ascii("\":{\"_index\":\"");
  private static final byte[] ID_KEY = ascii(",\"_id\":\"");
  private static final byte[] VERSION_KEY =
      ascii(",\"version_type\":\"external_gte\",\"version\":");
  private static final byte[] RETRY_ON_CONFLICT = ascii(",\"retry_on_conflict\":3");
  private static final byte[] UPSERT_START = ascii("{\"doc_as_upsert\":true,\"doc\":");

  private BulkBody() {}

  static byte[] of(List<PendingEntry> entries) {
    long size = 0;
    for (PendingEntry entry : entries) {
      size += entry.sizeInBytes();
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream(Math.toIntExact(size));
    for (PendingEntry pending : entries) {
      writeAction(body, pending.entry());
      writeDocument(body, pending.entry());
    }
    return body.toByteArray();
  }

  private static void writeAction(ByteArrayOutputStream body, BulkEntry entry) {
    body.writeBytes(ascii("{\"" + entry.operation().key()));
    body.writeBytes(INDEX_KEY);
    writeQuoted(body, entry.target());
    if (entry.id() != null) {
      body.writeBytes(ID_KEY);
      writeQuoted(body, entry.id());
    }
    if (entry.version() != null) {
      body.writeBytes(VERSION_KEY);
      body.writeBytes(ascii(Long.toString(entry.version())));
    }
    if (entry.operation() == BulkEntry.Operation.UPDATE) {
      body.writeBytes(RETRY_ON_CONFLICT);
    }
    body.writeBytes(ascii("}}\n"));
  }

  /** Writes text that an opening quote stands before, and the closing one. */
  private static void writeQuoted(ByteArrayOutputStream body, String text) {
    body.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(text));
    body.write('"');
  }

  private static void writeDocument(ByteArrayOutputStream body, BulkEntry entry) {
    if (entry.operation() == BulkEntry.Operation.UPDATE) {
      body.writeBytes(UPSERT_START);
      body.writeBytes(onOneLine(entry.document()));
      body.write('}');
    } else {
      body.writeBytes(onOneLine(entry.document()));
    }
    body.write('\n');
  }

  /**
   * A line break would end the document early and make nonsense of its neighbours. Inside a string
   * JSON allows none, so one that is there is white space.
   */
  private static byte[] onOneLine(byte[] document) {
    byte[] line = document;
    for (int i = 0; i < document.length; i++) {
      if (document[i] == '\n' || document[i] == '\r') {
        if (line == document) {
          line = document.clone();
        }
        line[i] = ' ';
      }
    }
    return line;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
