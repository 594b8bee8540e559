package io.tocsin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.alert.Alert;
import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.AlertsCodec;
import io.tocsin.alert.Transition;
import io.tocsin.cluster.Polling;
import io.tocsin.incident.Incidents;
import io.tocsin.settings.TopicNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the jobs have said in the topics of Tocsin's own. */
final class Outcome implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TopicReader alerts;
  private final TopicReader slots;
  private final TopicReader letters;
  private final List<AlertRecord> records = new ArrayList<>();
  private final Map<String, TreeMap<Instant, Long>> counts = new HashMap<>();

  Outcome(String bootstrap) {
    alerts = new TopicReader(bootstrap, TopicNames.DEFAULT.alerts());
    slots = new TopicReader(bootstrap, TopicNames.DEFAULT.slots());
    letters = new TopicReader(bootstrap, TopicNames.DEFAULT.deadLetters());
  }

  /** Waits until every slot that was sent to has settled. */
  void awaitCounts(Map<String, TreeMap<Instant, Long>> sent) {
    Polling.await(
        "slots to settle",
        TestingCluster.LIMIT,
        () -> {
          slots.more().forEach(this::count);
          return Optional.of(counts)
              .filter(
                  all ->
                      sent.entrySet().stream()
                          .allMatch(
                              host ->
                                  all.getOrDefault(host.getKey(), new TreeMap<>())
                                      .keySet()
                                      .containsAll(host.getValue().keySet())));
        });
  }

  private void count(byte[] value) {
    try {
      JsonNode slot = JSON.readTree(value);
      counts
          .computeIfAbsent(slot.at("/group/host.name").asText(), absent -> new TreeMap<>())
          .put(Instant.parse(slot.path("@timestamp").asText()), slot.path("count").asLong());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many logs were counted of each host, by the start of the slot. */
  Map<String, TreeMap<Instant, Long>> counts() {
    return counts;
  }

  /** The alert of a rule and a host, which must be the only one, once it has ended for good. */
  Alert settled(String rule, String host) {
    return Polling.await(
        "the settled alert of %s, %s".formatted(rule, host),
        TestingCluster.LIMIT,
        () -> {
          readAlerts();
          List<Alert> settled =
              records.stream()
                  .filter(record -> record.transition() == Transition.SETTLED)
                  .map(AlertRecord::alert)
                  .filter(alert -> alert.state() == Alert.State.ENDED)
                  .filter(alert -> alert.rule().equals(rule) && alert.group().containsValue(host))
                  .toList();
          return settled.stream().findFirst();
        });
  }

  private void readAlerts() {
    for (byte[] each : alerts.more()) {
      if (AlertsCodec.read(each) instanceof AlertRecord record) {
        records.add(record);
      }
    }
  }

  /** Alerts about the engine itself that have fired until now. */
  List<Alert> ofTheEngine() {
    return records.stream()
        .filter(record -> record.transition() == Transition.FIRED)
        .map(AlertRecord::alert)
        .filter(alert -> alert.rule().startsWith(Incidents.PREFIX))
        .toList();
  }

  List<byte[]> deadLetters() {
    return letters.more();
  }

  @Override
  public void close() {
    alerts.close();
    slots.close();
    letters.close();
  }
}
