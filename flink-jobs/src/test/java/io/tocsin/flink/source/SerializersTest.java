package io.tocsin.flink.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.clock.ClockState;
import io.tocsin.rule.RuleBundle;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class SerializersTest {
  private static final KafkaPartitionSplit PARTITION =
      new KafkaPartitionSplit(new TopicPartition("logs", 3), 42);

  @Test
  void aSplitKeepsItsOffsetAndItsClock() throws IOException {
    ClockedSplit split = new ClockedSplit(PARTITION, new ClockState(1, 2, 3, 4, 5, 6));
    ClockedSplitSerializer serializer = new ClockedSplitSerializer();

    assertThat(serializer.deserialize(serializer.getVersion(), serializer.serialize(split)))
        .isEqualTo(split);
  }

  @Test
  void aSplitOfAnUnknownVersionIsRefused() throws IOException {
    ClockedSplitSerializer serializer = new ClockedSplitSerializer();
    byte[] bytes = serializer.serialize(ClockedSplit.unread(PARTITION));

    assertThatThrownBy(() -> serializer.deserialize(99, bytes))
        .isInstanceOf(IOException.class)
        .hasMessage("split of version 99, readable is 1");
  }

  @Test
  void theEnumeratorKeepsItsPartitionsAndTheRules() throws IOException {
    RulesInForce rules =
        new RulesInForce(
            List.of(
                new RulesInForce.Dated(Bundles.A, 3, RulesInForce.BEGINNING),
                new RulesInForce.Dated(Bundles.B, 5, 60_000)));
    ClockedEnumeratorState state =
        new ClockedEnumeratorState(
            new KafkaSourceEnumState(Set.of(PARTITION), Set.of(), true), rules);
    ClockedEnumeratorStateSerializer serializer = new ClockedEnumeratorStateSerializer();
    ClockedEnumeratorState read =
        serializer.deserialize(serializer.getVersion(), serializer.serialize(state));

    assertThat(read.rules()).isEqualTo(rules);
    assertThat(read.kafka().assignedSplits()).containsExactly(PARTITION);
    assertThat(read.kafka().initialDiscoveryFinished()).isTrue();
  }

  @Test
  void rulesTravelSmall() throws Exception {
    String text = "rules:\n" + "  - {name: x, where: 'a: b', when: count() > 1}\n".repeat(10_000);
    RuleBundle bundle = new RuleBundle(List.of(new RuleBundle.File("ä.yaml", text)));
    EnumeratorEvent.SetRules event =
        EnumeratorEvent.SetRules.of(new SourceElement.Rules(bundle, 7, 60_000, 0));
    byte[] message = InstantiationUtil.serializeObject(event);

    assertThat(message).hasSizeLessThan(text.length() / 20);
    EnumeratorEvent.SetRules read =
        InstantiationUtil.deserializeObject(message, getClass().getClassLoader());
    assertThat(read.rules()).isEqualTo(new SourceElement.Rules(bundle, 7, 60_000, 0));
  }

  @Test
  void anElementThatWouldLeaveItsChainIsRefused() {
    TypeSerializer<SourceElement> serializer =
        new SourceElementTypeInfo().createSerializer(new SerializerConfigImpl());
    SourceElement element = new SourceElement.Rules(Bundles.A, 0, 0, 0);

    assertThat(serializer.copy(element)).isSameAs(element);
    assertThatThrownBy(() -> serializer.serialize(element, new DataOutputSerializer(8)))
        .hasMessageContaining("must be chained");
  }
}
