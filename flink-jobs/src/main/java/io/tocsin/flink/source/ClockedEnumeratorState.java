package io.tocsin.flink.source;

import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;

/** What the enumerator must remember: which partitions it gave away, and the rules in force. */
public record ClockedEnumeratorState(KafkaSourceEnumState kafka, RulesInForce rules) {}
