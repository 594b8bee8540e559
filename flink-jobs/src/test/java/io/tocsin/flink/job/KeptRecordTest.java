package io.tocsin.flink.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeptRecordTest {
  private final KeptRecord.Serializer serializer = new KeptRecord.Serializer();

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "key"})
  void isReadAsItWasWritten(@Nullable String key) throws Exception {
    byte[] bytes = key == null ? null : key.getBytes(UTF_8);
    KeptRecord record =
        KeptRecord.of(new ProducerRecord<>("alerts", bytes, "value".getBytes(UTF_8)));

    byte[] written = serializer.serialize(record);
    ProducerRecord<byte[], byte[]> read = serializer.deserialize(1, written).toProduce();

    assertThat(read.topic()).isEqualTo("alerts");
    assertThat(read.key()).isEqualTo(bytes);
    assertThat(read.value()).isEqualTo("value".getBytes(UTF_8));
    assertThat(written).isEqualTo(ofRelease01("alerts", bytes, "value".getBytes(UTF_8)));
  }

  /** As checkpoints have it since there are any. */
  private static byte[] ofRelease01(String topic, byte @Nullable [] key, byte[] value)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeUTF(topic);
    out.writeInt(key == null ? -1 : key.length);
    if (key != null) {
      out.write(key);
    }
    out.writeInt(value.length);
    out.write(value);
    return bytes.toByteArray();
  }

  @Test
  void whatIsCutOffOrOfAnotherVersionIsRefused() throws Exception {
    byte[] written =
        serializer.serialize(
            KeptRecord.of(
                new ProducerRecord<>("alerts", "k".getBytes(UTF_8), "v".getBytes(UTF_8))));
    byte[] cut = Arrays.copyOf(written, written.length - 1);

    assertThatThrownBy(() -> serializer.deserialize(1, cut)).isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> serializer.deserialize(2, written))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version 2");
  }
}
