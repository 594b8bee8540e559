package io.tocsin.flink.job;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** A record that Kafka has not taken yet. The arrays are not changed. */
record KeptRecord(String topic, byte @Nullable [] key, byte[] value) {

  static KeptRecord of(ProducerRecord<byte[], byte[]> record) {
    return new KeptRecord(record.topic(), record.key(), record.value());
  }

  ProducerRecord<byte[], byte[]> toProduce() {
    return new ProducerRecord<>(topic, key, value);
  }

  /** As part of a checkpoint. */
  static final class Serializer implements SimpleVersionedSerializer<KeptRecord> {
    private static final int VERSION = 1;

    @Override
    public int getVersion() {
      return VERSION;
    }

    @Override
    public byte[] serialize(KeptRecord record) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
      try (DataOutputStream out = new DataOutputStream(bytes)) {
        out.writeUTF(record.topic);
        byte[] key = record.key;
        out.writeInt(key == null ? -1 : key.length);
        if (key != null) {
          out.write(key);
        }
        out.writeInt(record.value.length);
        out.write(record.value);
      }
      return bytes.toByteArray();
    }

    @Override
    public KeptRecord deserialize(int version, byte[] bytes) throws IOException {
      if (version != VERSION) {
        throw new IOException("a kept record of version " + version + ", this reads " + VERSION);
      }
      try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
        String topic = in.readUTF();
        int length = in.readInt();
        byte[] key = length < 0 ? null : in.readNBytes(length);
        return new KeptRecord(topic, key, in.readNBytes(in.readInt()));
      }
    }
  }
}
