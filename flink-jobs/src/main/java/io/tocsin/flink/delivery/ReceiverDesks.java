package io.tocsin.flink.delivery;

import io.tocsin.notify.Darkness;
import io.tocsin.notify.Journal;
import io.tocsin.notify.Quiet;
import io.tocsin.receiver.Receiver;
import io.tocsin.receiver.Receivers;
import io.tocsin.silence.Silences;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The desks of all receivers, each made when it is needed. */
final class ReceiverDesks {
  private final Map<String, ReceiverDesk> desks = new HashMap<>();
  private final Journal journal;
  private Receivers receivers;
  private Silences silences = Silences.NONE;
  private Darkness darkness = Darkness.NONE;

  ReceiverDesks(Receivers receivers, Journal journal) {
    this.receivers = receivers;
    this.journal = journal;
  }

  /** Null for a receiver that is not in the file, and was not while the job runs. */
  @Nullable ReceiverDesk get(String name) {
    ReceiverDesk known = desks.get(name);
    Receiver receiver = receivers.get(name);
    if (known != null || receiver == null) {
      return known;
    }
    ReceiverDesk made = new ReceiverDesk(quiet(receiver), journal);
    desks.put(name, made);
    return made;
  }

  Collection<ReceiverDesk> all() {
    return desks.values();
  }

  /** The names of receivers that are gone from the file while the job runs. */
  List<String> closing() {
    return desks.entrySet().stream()
        .filter(each -> each.getValue().isClosing())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Others are in the file now. To those that were there something may still be on its way. */
  void change(Receivers now) {
    receivers.names().forEach(this::get);
    receivers = now;
    changeAll();
  }

  /** Other alerts are to be held back. */
  void change(Silences nowSilenced, Darkness nowDark) {
    silences = nowSilenced;
    darkness = nowDark;
    changeAll();
  }

  private void changeAll() {
    desks.forEach(
        (name, desk) -> {
          Receiver now = receivers.get(name);
          desk.change(quiet(now == null ? desk.receiver() : now));
          if (now == null) {
            desk.close();
          }
        });
  }

  private Quiet quiet(Receiver receiver) {
    return new Quiet(silences, darkness, receiver);
  }
}
