package io.tocsin.flink.delivery;

import io.tocsin.alert.AlertsCodec;
import io.tocsin.alert.Heartbeat;
import io.tocsin.notify.Darkness;
import io.tocsin.notify.DeadLetters;
import io.tocsin.notify.StateCodec;
import io.tocsin.silence.Silence;
import io.tocsin.silence.SilenceCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.types.StringValue;
import org.jspecify.annotations.Nullable;

/**
 * What operators of the delivery job tell each other. Of a kind that is in a state too the form
 * stays: another one is another kind.
 */
final class WireCodec {
  private static final int SILENCE = 1;

  /** Of the source as a whole: written before topics were told apart. */
  private static final int DARK_SOURCE = 2;

  private static final int RECEIVERS = 3;
  private static final int BEAT = 4;
  private static final int LETTER = 5;
  private static final int DARK = 6;
  private static final int RECORD = 7;

  private WireCodec() {}

  static byte[] write(Directive directive) {
    return bytes(
        out -> {
          if (directive instanceof SilenceChange change) {
            out.writeByte(SILENCE);
            out.writeUTF(change.id());
            Silence silence = change.silence();
            writeBytes(silence == null ? new byte[0] : SilenceCodec.write(silence), out);
          } else if (directive instanceof Directive.Dark dark) {
            out.writeByte(DARK);
            writeBytes(StateCodec.write(dark.darkness()), out);
          } else if (directive instanceof ReceiversChange change) {
            out.writeByte(RECEIVERS);
            writeText(change.receivers(), out);
            out.writeLong(change.generation());
          }
        });
  }

  static Directive readDirective(byte[] bytes) {
    return read(
        bytes,
        in -> {
          int kind = in.readByte();
          return switch (kind) {
            case SILENCE -> {
              String id = in.readUTF();
              byte[] silence = readBytes(in);
              yield new SilenceChange(id, silence.length == 0 ? null : SilenceCodec.read(silence));
            }
            case DARK_SOURCE -> {
              String why = StringValue.readString(in);
              yield new Directive.Dark(Darkness.ofSource(why, in.readLong()));
            }
            case DARK -> new Directive.Dark(StateCodec.readDarkness(readBytes(in)));
            case RECEIVERS -> new ReceiversChange(readText(in), in.readLong());
            default -> throw new IOException("no directive of kind " + kind);
          };
        });
  }

  static byte[] write(EngineSign sign) {
    return bytes(
        out -> {
          if (sign instanceof EngineSign.Beat beat) {
            out.writeByte(BEAT);
            writeBytes(AlertsCodec.write(beat.heartbeat()), out);
          } else if (sign instanceof EngineSign.Letter letter) {
            out.writeByte(LETTER);
            StringValue.writeString(letter.stage(), out);
            out.writeLong(letter.letters().since());
            out.writeLong(letter.letters().latest());
            StringValue.writeString(letter.letters().reason(), out);
          } else if (sign instanceof EngineSign.Receivers receivers) {
            out.writeByte(RECEIVERS);
            writeRead(receivers.read(), out);
          }
        });
  }

  static EngineSign readSign(byte[] bytes) {
    return read(
        bytes,
        in -> {
          int kind = in.readByte();
          return switch (kind) {
            case BEAT -> {
              if (AlertsCodec.read(readBytes(in)) instanceof Heartbeat heartbeat) {
                yield new EngineSign.Beat(heartbeat);
              }
              throw new IOException("expected a heartbeat");
            }
            case LETTER -> {
              String stage = StringValue.readString(in);
              long since = in.readLong();
              long latest = in.readLong();
              yield new EngineSign.Letter(
                  stage, new DeadLetters(since, latest, StringValue.readString(in)));
            }
            case RECEIVERS -> new EngineSign.Receivers(readRead(in));
            default -> throw new IOException("no sign of kind " + kind);
          };
        });
  }

  static byte[] write(EngineNews news) {
    return bytes(
        out -> {
          if (news instanceof ReceiversRead read) {
            out.writeByte(RECEIVERS);
            writeRead(read, out);
          } else if (news instanceof WrittenRecord record) {
            out.writeByte(RECORD);
            WrittenRecordSerializer.INSTANCE.serialize(record, out);
          }
        });
  }

  static EngineNews readNews(byte[] bytes) {
    return read(
        bytes,
        in -> {
          int kind = in.readByte();
          return switch (kind) {
            case RECEIVERS -> readRead(in);
            case RECORD -> WrittenRecordSerializer.INSTANCE.deserialize(in);
            default -> throw new IOException("no news of kind " + kind);
          };
        });
  }

  static byte[] write(ReceiversRead read) {
    return bytes(out -> writeRead(read, out));
  }

  static ReceiversRead readReceivers(byte[] bytes) {
    return read(bytes, WireCodec::readRead);
  }

  private static void writeRead(ReceiversRead read, DataOutputSerializer out) throws IOException {
    writeText(read.receivers(), out);
    StringValue.writeString(read.refusal(), out);
    out.writeLong(read.atMillis());
  }

  private static ReceiversRead readRead(DataInputDeserializer in) throws IOException {
    ReceiversText text = readText(in);
    @Nullable String refusal = StringValue.readString(in);
    return new ReceiversRead(text, refusal, in.readLong());
  }

  private static void writeText(ReceiversText receivers, DataOutputSerializer out)
      throws IOException {
    StringValue.writeString(receivers.path(), out);
    StringValue.writeString(receivers.text(), out);
  }

  private static ReceiversText readText(DataInputDeserializer in) throws IOException {
    String path = StringValue.readString(in);
    return new ReceiversText(path, StringValue.readString(in));
  }

  private static void writeBytes(byte[] bytes, DataOutputSerializer out) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] readBytes(DataInputDeserializer in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return bytes;
  }

  private interface Writing {
    void to(DataOutputSerializer out) throws IOException;
  }

  private interface Reading<T> {
    T from(DataInputDeserializer in) throws IOException;
  }

  private static byte[] bytes(Writing writing) {
    DataOutputSerializer out = new DataOutputSerializer(256);
    try {
      writing.to(out);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return out.getCopyOfBuffer();
  }

  private static <T> T read(byte[] bytes, Reading<T> reading) {
    try {
      return reading.from(new DataInputDeserializer(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException("what another operator has written cannot be read", e);
    }
  }
}
