package io.tocsin.flink.delivery;

import io.tocsin.notify.GroupState;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.jspecify.annotations.Nullable;

/**
 * The keyed state of {@link NotifyOperator}: a key is a receiver, a namespace one of its groups.
 */
final class GroupStates {
  static final StringSerializer NAMESPACE = StringSerializer.INSTANCE;

  /** No group has this name. */
  private static final String WHOLE_RECEIVER = "";

  private final AbstractStreamOperator<?> operator;
  private final ValueStateDescriptor<GroupState> groups =
      new ValueStateDescriptor<>("groups", CodecSerializer.GROUP);
  private final MapStateDescriptor<String, KeptAlert> alerts =
      new MapStateDescriptor<>("alerts", StringSerializer.INSTANCE, CodecSerializer.TRACKED_ALERT);
  private final MapStateDescriptor<String, String> groupOfAlert =
      new MapStateDescriptor<>(
          "group-of-alert", StringSerializer.INSTANCE, StringSerializer.INSTANCE);

  /**
   * Registers the states, so that those of a checkpoint can be listed before they are asked for.
   */
  GroupStates(AbstractStreamOperator<?> operator) throws Exception {
    this.operator = operator;
    KeyedStateBackend<String> backend = operator.getKeyedStateBackend();
    backend.getOrCreateKeyedState(NAMESPACE, groups);
  }

  /** What is known of a group of the current key; to be used before another group is asked for. */
  ValueState<GroupState> group(String name) throws Exception {
    return operator.getPartitionedState(name, NAMESPACE, groups);
  }

  /** The alerts of a group of the current key; to be used before another group is asked for. */
  KeyedAlerts alerts(String name) throws Exception {
    MapState<String, KeptAlert> byId = operator.getPartitionedState(name, NAMESPACE, alerts);
    return new KeyedAlerts(byId, groupOfAlert(), name);
  }

  /** The group that an alert of the current key is in; null if it is not tracked. */
  @Nullable String groupOf(String id) throws Exception {
    return groupOfAlert().get(id);
  }

  private MapState<String, String> groupOfAlert() throws Exception {
    return operator.getPartitionedState(WHOLE_RECEIVER, NAMESPACE, groupOfAlert);
  }

  /** Forgets a group of the current key. */
  void clear(String name) throws Exception {
    KeyedAlerts tracked = alerts(name);
    tracked.all().forEach(alert -> tracked.remove(alert.alert().id()));
    group(name).clear();
  }

  /** Every key with each of its groups. */
  List<Tuple2<String, String>> all() {
    KeyedStateBackend<String> backend = operator.getKeyedStateBackend();
    try (Stream<Tuple2<String, String>> all = backend.getKeysAndNamespaces(groups.getName())) {
      return all.toList();
    }
  }
}
