package io.tocsin.flink.delivery;

import io.tocsin.notify.Answer;
import io.tocsin.notify.Notifier;
import io.tocsin.notify.Pace;
import io.tocsin.receiver.Receiver;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What goes on between an operator and one receiver at the moment: which groups have a request
 * under way, and which wait for their turn. None of it outlives the process; a group's state says
 * what is unsent.
 */
final class ReceiverDesk {
  private final Receiver receiver;
  private final Notifier notifier;
  private final Set<String> underWay = new HashSet<>();
  private final Set<String> waiting = new LinkedHashSet<>();
  private Pace pace = Pace.FREE;

  ReceiverDesk(Receiver receiver) {
    this.receiver = receiver;
    this.notifier = new Notifier(receiver);
  }

  Receiver receiver() {
    return receiver;
  }

  Notifier notifier() {
    return notifier;
  }

  boolean isUnderWay(String group) {
    return underWay.contains(group);
  }

  int requestsUnderWay() {
    return underWay.size();
  }

  /** When the receiver may be asked again, in milliseconds since the epoch. */
  long notBefore() {
    return pace.notBefore();
  }

  /** Whether a request may begin now; if not, the group waits for its turn. */
  boolean admits(String group, long nowMillis) {
    boolean free =
        underWay.size() < receiver.channel().requestsAtATime() && pace.notBefore() <= nowMillis;
    if (!free) {
      waiting.add(group);
    }
    return free;
  }

  void begins(String group, long nowMillis) {
    waiting.remove(group);
    underWay.add(group);
    pace = pace.started(receiver.channel().gap(), nowMillis);
  }

  void answers(String group, Answer answer, long nowMillis) {
    underWay.remove(group);
    pace = pace.answered(answer, receiver.name(), nowMillis);
  }

  /** Those whose turn it may be now; each has to ask again. */
  List<String> next() {
    List<String> next = new ArrayList<>();
    int free = receiver.channel().requestsAtATime() - underWay.size();
    for (String group : waiting) {
      if (next.size() >= free) {
        break;
      }
      next.add(group);
    }
    next.forEach(waiting::remove);
    return next;
  }

  boolean hasWaiting() {
    return !waiting.isEmpty();
  }
}
