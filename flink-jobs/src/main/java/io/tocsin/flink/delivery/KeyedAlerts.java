package io.tocsin.flink.delivery;

import io.tocsin.notify.TrackedAlert;
import io.tocsin.notify.TrackedAlerts;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.util.FlinkRuntimeException;
import org.jspecify.annotations.Nullable;

/**
 * The alerts of one group in keyed state, and for each the group that it is in: a rule may change
 * its labels while an alert fires, and the alert stays with those whom it was announced to.
 *
 * @param byId of the current key and group
 * @param groups of the current key: alert id to group
 */
record KeyedAlerts(MapState<String, KeptAlert> byId, MapState<String, String> groups, String group)
    implements TrackedAlerts {

  @Override
  public @Nullable TrackedAlert get(String id) {
    try {
      KeptAlert kept = byId.get(id);
      return kept == null ? null : kept.alert();
    } catch (Exception e) {
      throw unusable(e);
    }
  }

  @Override
  public void put(String id, TrackedAlert alert) {
    try {
      byId.put(id, KeptAlert.of(alert));
      groups.put(id, group);
    } catch (Exception e) {
      throw unusable(e);
    }
  }

  @Override
  public void remove(String id) {
    try {
      byId.remove(id);
      groups.remove(id);
    } catch (Exception e) {
      throw unusable(e);
    }
  }

  @Override
  public Iterable<TrackedAlert> all() {
    try {
      List<TrackedAlert> all = new ArrayList<>();
      byId.values().forEach(kept -> all.add(kept.alert()));
      return all;
    } catch (Exception e) {
      throw unusable(e);
    }
  }

  /** State that cannot be read stops the task, which goes back to its checkpoint. */
  private static FlinkRuntimeException unusable(Exception e) {
    return new FlinkRuntimeException("the state of alerts cannot be used", e);
  }
}
