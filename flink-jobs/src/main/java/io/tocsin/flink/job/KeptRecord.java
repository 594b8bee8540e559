package io.tocsin.flink.job;

import io.tocsin.flink.serializer.KeyedBytes;
import io.tocsin.flink.serializer.KeyedBytesSerializer;
import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A record that Kafka has not taken yet. */
record KeptRecord(String topic, KeyedBytes bytes) {

  static KeptRecord of(ProducerRecord<byte[], byte[]> record) {
    return new KeptRecord(record.topic(), new KeyedBytes(record.key(), record.value()));
  }

  ProducerRecord<byte[], byte[]> toProduce() {
    return new ProducerRecord<>(topic, bytes.key(), bytes.value());
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
      DataOutputSerializer out = new DataOutputSerializer(256);
      out.writeUTF(record.topic);
      KeyedBytesSerializer.INSTANCE.serialize(record.bytes, out);
      return out.getCopyOfBuffer();
    }

    @Override
    public KeptRecord deserialize(int version, byte[] bytes) throws IOException {
      if (version != VERSION) {
        throw new IOException("a kept record of version " + version + ", this reads " + VERSION);
      }
      DataInputDeserializer in = new DataInputDeserializer(bytes);
      return new KeptRecord(in.readUTF(), KeyedBytesSerializer.INSTANCE.deserialize(in));
    }
  }
}
