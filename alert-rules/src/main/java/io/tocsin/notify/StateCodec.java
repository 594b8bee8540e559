package io.tocsin.notify;

import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.AlertsCodec;
import io.tocsin.alert.AlertsRecord;
import io.tocsin.message.Notice.Status;
import io.tocsin.notify.GroupState.Failure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** States as bytes that a later version can read: each begins with the version that wrote it. */
public final class StateCodec {
  /**
   * 2 added what holds an alert back, and threads; 3 of the engine's health several alerts, dead
   * letters, a refused file and darkness; 4 the darkness of each topic.
   */
  private static final int VERSION = 4;

  private StateCodec() {}

  /** A group as bytes. */
  public static byte[] write(GroupState group) {
    return bytes(
        out -> {
          out.writeInt(group.labels().size());
          for (Map.Entry<String, String> label : group.labels().entrySet()) {
            out.writeUTF(label.getKey());
            writeText(out, label.getValue());
          }
          out.writeInt(group.alerts());
          out.writeInt(group.firing());
          out.writeInt(group.news());
          writeTime(out, group.newsSince());
          writeTime(out, group.lastSent());
          out.writeInt(group.sequence());
          Failure failure = group.failure();
          out.writeBoolean(failure != null);
          if (failure != null) {
            out.writeInt(failure.attempts());
            out.writeLong(failure.since());
            out.writeLong(failure.notBefore());
          }
          writeOptional(out, group.thread());
        });
  }

  /** The group that was written so. */
  public static GroupState readGroup(byte[] bytes) {
    return read(
        bytes,
        (in, version) -> {
          Map<String, String> labels = new HashMap<>();
          for (int rest = in.readInt(); rest > 0; rest--) {
            labels.put(in.readUTF(), readText(in));
          }
          int alerts = in.readInt();
          int firing = in.readInt();
          int news = in.readInt();
          Long newsSince = readTime(in);
          Long lastSent = readTime(in);
          int sequence = in.readInt();
          Failure failure =
              in.readBoolean() ? new Failure(in.readInt(), in.readLong(), in.readLong()) : null;
          String thread = version < 2 ? null : readOptional(in);
          return new GroupState(
              labels, alerts, firing, news, newsSince, lastSent, sequence, failure, thread);
        });
  }

  /** What is known of the engine as bytes. */
  public static byte[] write(EngineHealth health) {
    return bytes(out -> HealthFormat.write(health, out));
  }

  /** What was written so of the engine. */
  public static EngineHealth readHealth(byte[] bytes) {
    return read(bytes, HealthFormat::read);
  }

  /** What the source tells nothing of, as bytes. */
  public static byte[] write(Darkness darkness) {
    return bytes(out -> DarknessFormat.write(darkness, out));
  }

  /** What was written so of the source. */
  public static Darkness readDarkness(byte[] bytes) {
    return read(bytes, DarknessFormat::read);
  }

  static void writeRecord(DataOutputStream out, AlertsRecord record) throws IOException {
    byte[] bytes = AlertsCodec.write(record);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static <T extends AlertsRecord> T readRecord(DataInputStream in, Class<T> type)
      throws IOException {
    AlertsRecord record = AlertsCodec.read(in.readNBytes(in.readInt()));
    if (!type.isInstance(record)) {
      throw new IOException("no " + type.getSimpleName() + " where one was written");
    }
    return type.cast(record);
  }

  /** An alert as bytes. */
  public static byte[] write(TrackedAlert alert) {
    return bytes(
        out -> {
          writeRecord(out, alert.latest());
          out.writeBoolean(alert.addressed());
          out.writeBoolean(alert.settled());
          out.writeBoolean(alert.lastWord());
          Said said = alert.said();
          out.writeBoolean(said != null);
          if (said != null) {
            out.writeUTF(said.status().name());
            out.writeInt(said.levels().size());
            for (String level : said.levels()) {
              out.writeUTF(level);
            }
          }
          Hold held = alert.held();
          writeOptional(out, held == null ? null : held.kind().name());
          writeOptional(out, held == null ? null : held.why());
        });
  }

  /** The alert that was written so. */
  public static TrackedAlert readAlert(byte[] bytes) {
    return read(
        bytes,
        (in, version) -> {
          AlertRecord record = readRecord(in, AlertRecord.class);
          boolean addressed = in.readBoolean();
          boolean settled = in.readBoolean();
          boolean lastWord = in.readBoolean();
          Said said = in.readBoolean() ? readSaid(in) : null;
          Hold held = version < 2 ? null : readHold(in);
          return new TrackedAlert(record, addressed, settled, lastWord, said, held);
        });
  }

  private static @Nullable Hold readHold(DataInputStream in) throws IOException {
    String kind = readOptional(in);
    String why = readOptional(in);
    return kind == null || why == null ? null : new Hold(Hold.Kind.valueOf(kind), why);
  }

  private static Said readSaid(DataInputStream in) throws IOException {
    Status status = Status.valueOf(in.readUTF());
    List<String> levels = new ArrayList<>();
    for (int rest = in.readInt(); rest > 0; rest--) {
      levels.add(in.readUTF());
    }
    return new Said(status, levels);
  }

  /** A text of any length: {@link DataOutputStream#writeUTF} ends at 64 KiB. */
  static void writeText(DataOutputStream out, String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }

  static String readText(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }

  static void writeOptional(DataOutputStream out, @Nullable String text) throws IOException {
    out.writeBoolean(text != null);
    if (text != null) {
      writeText(out, text);
    }
  }

  static @Nullable String readOptional(DataInputStream in) throws IOException {
    return in.readBoolean() ? readText(in) : null;
  }

  static void writeTime(DataOutputStream out, @Nullable Long millis) throws IOException {
    out.writeBoolean(millis != null);
    if (millis != null) {
      out.writeLong(millis);
    }
  }

  static @Nullable Long readTime(DataInputStream in) throws IOException {
    return in.readBoolean() ? Long.valueOf(in.readLong()) : null;
  }

  private interface Writing {
    void to(DataOutputStream out) throws IOException;
  }

  private interface Reading<T> {
    T from(DataInputStream in, int version) throws IOException;
  }

  private static byte[] bytes(Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      writing.to(out);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteArray();
  }

  private static <T> T read(byte[] bytes, Reading<T> reading) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = in.readByte();
      if (version < 1 || version > VERSION) {
        throw new IOException("state of version " + version + ", this reads up to " + VERSION);
      }
      return reading.from(in, version);
    } catch (IOException e) {
      throw new UncheckedIOException("state that cannot be read", e);
    }
  }
}
