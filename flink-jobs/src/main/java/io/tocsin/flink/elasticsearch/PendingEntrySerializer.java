package io.tocsin.flink.elasticsearch;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.base.sink.writer.AsyncSinkWriterStateSerializer;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.jspecify.annotations.Nullable;

/**
 * The entries that a checkpoint holds because they were waiting when it was taken. Whether one may
 * be there is not kept: after a restore any may.
 */
final class PendingEntrySerializer extends AsyncSinkWriterStateSerializer<PendingEntry> {
  private static final int VERSION = 1;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public BufferedRequestState<PendingEntry> deserialize(int version, byte[] serialized)
      throws IOException {
    if (version != VERSION) {
      throw new IOException(
          "the checkpoint holds entries of version %d, expected %d".formatted(version, VERSION));
    }
    return super.deserialize(version, serialized);
  }

  @Override
  protected void serializeRequestToStream(PendingEntry request, DataOutputStream out)
      throws IOException {
    BulkEntry entry = request.entry();
    out.writeUTF(entry.operation().key());
    writeBytes(out, entry.target().getBytes(StandardCharsets.UTF_8));
    out.writeBoolean(entry.id() != null);
    if (entry.id() != null) {
      writeBytes(out, entry.id().getBytes(StandardCharsets.UTF_8));
    }
    out.writeBoolean(entry.version() != null);
    if (entry.version() != null) {
      out.writeLong(entry.version());
    }
    writeBytes(out, entry.document());
    writeBytes(out, entry.origin());
    out.writeLong(request.acceptedMillis());
  }

  @Override
  protected PendingEntry deserializeRequestFromStream(long requestSize, DataInputStream in)
      throws IOException {
    BulkEntry.Operation operation = operation(in.readUTF());
    String target = new String(readBytes(in), StandardCharsets.UTF_8);
    String id = in.readBoolean() ? new String(readBytes(in), StandardCharsets.UTF_8) : null;
    @Nullable Long version = in.readBoolean() ? (Long) in.readLong() : null;
    BulkEntry entry =
        new BulkEntry(operation, target, id, version, readBytes(in), readBytes(in), false);
    return new PendingEntry(entry, in.readLong());
  }

  private static BulkEntry.Operation operation(String key) throws IOException {
    for (BulkEntry.Operation operation : BulkEntry.Operation.values()) {
      if (operation.key().equals(key)) {
        return operation;
      }
    }
    throw new IOException("no such operation: " + key);
  }

  private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] readBytes(DataInputStream in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return bytes;
  }
}
