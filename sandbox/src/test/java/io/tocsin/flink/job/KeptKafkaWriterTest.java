package io.tocsin.flink.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.sandbox.KafkaPart;
import io.tocsin.sandbox.StackExtension;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StackExtension.class)
@Timeout(240)
class KeptKafkaWriterTest {
  private static final String TOPIC = "kept";
  private static final int RECORDS = 2_000;
  private static final SinkWriter.Context CONTEXT =
      new SinkWriter.Context() {
        @Override
        public long currentWatermark() {
          return 0;
        }

        @Override
        public Long timestamp() {
          return 0L;
        }
      };

  /** Its thread may be anywhere; what that does not expect ends the whole process. */
  @Test
  void canBeClosedAtAnyMomentWhileItSends(KafkaPart kafka) throws Exception {
    Properties properties = new Properties();
    properties.setProperty("bootstrap.servers", kafka.bootstrapServers());
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
      long notKept = 0;
      for (int i = 0; i < 30; i++) {
        KeptKafkaWriter<String> writer =
            new KeptKafkaWriter<>(
                properties, text -> new ProducerRecord<>(TOPIC, text.getBytes(UTF_8)), List.of());
        writer.write("the first", CONTEXT);
        if (i % 2 == 0) {
          // It knows the topic then, and does not wait where it can be interrupted.
          writer.flush(true);
        }
        for (int record = 1; record < RECORDS; record++) {
          writer.write("record " + record, CONTEXT);
        }
        writer.close();
        notKept += RECORDS - writer.snapshotState(1).size();
      }

      TopicPartition only = new TopicPartition(TOPIC, 0);
      long taken =
          admin.listOffsets(Map.of(only, OffsetSpec.latest())).partitionResult(only).get().offset();
      assertThat(taken).as("what is not kept is in the topic").isGreaterThanOrEqualTo(notKept);
      assertThat(notKept).isPositive();
    }
  }
}
