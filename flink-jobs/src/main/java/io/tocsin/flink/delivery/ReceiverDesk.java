package io.tocsin.flink.delivery;

import io.tocsin.notify.Answer;
import io.tocsin.notify.Journal;
import io.tocsin.notify.Notifier;
import io.tocsin.notify.Pace;
import io.tocsin.notify.Quiet;
import io.tocsin.receiver.Receiver;
import java.util.ArrayList;
import java.util.Collection;
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
  /** So many messages, a second or two apart, are the most that are sent one by one. */
  private static final int MERGED_FROM = 5;

  private final Journal journal;
  private final Set<String> underWay = new HashSet<>();
  private final Set<String> waiting = new LinkedHashSet<>();
  private int requests;
  private Pace pace = Pace.FREE;
  private Receiver receiver;
  private Notifier notifier;
  private boolean closing;

  ReceiverDesk(Quiet quiet, Journal journal) {
    this.journal = journal;
    this.receiver = quiet.receiver();
    this.notifier = new Notifier(quiet, journal);
  }

  /** The receiver, or what it is not to be told, has changed. */
  void change(Quiet quiet) {
    receiver = quiet.receiver();
    notifier = new Notifier(quiet, journal);
    closing = false;
  }

  /** The receiver is gone from the file: it gets what is on its way, and nothing else. */
  void close() {
    closing = true;
  }

  boolean isClosing() {
    return closing;
  }

  Receiver receiver() {
    return receiver;
  }

  Notifier notifier() {
    return notifier;
  }

  /**
   * Groups that would wait for longer than a message may take to be read, one after the other;
   * empty if they are few, or if the receiver takes as many as there are.
   */
  List<String> crowd() {
    boolean slow = !receiver.channel().gap().isZero();
    return slow && waiting.size() >= MERGED_FROM ? List.copyOf(waiting) : List.of();
  }

  boolean isUnderWay(String group) {
    return underWay.contains(group);
  }

  int requestsUnderWay() {
    return requests;
  }

  /** When the receiver may be asked again, in milliseconds since the epoch. */
  long notBefore() {
    return pace.notBefore();
  }

  /** Whether a request may begin now; if not, the group waits for its turn. */
  boolean admits(String group, long nowMillis) {
    boolean free = requests < receiver.channel().requestsAtATime() && pace.notBefore() <= nowMillis;
    if (!free) {
      waiting.add(group);
    }
    return free;
  }

  void begins(Collection<String> groups, long nowMillis) {
    waiting.removeAll(groups);
    underWay.addAll(groups);
    requests++;
    pace = pace.started(receiver.channel().gap(), nowMillis);
  }

  void answers(Collection<String> groups, Answer answer, long nowMillis) {
    underWay.removeAll(groups);
    requests--;
    pace = pace.answered(answer, receiver.name(), nowMillis);
  }

  /** Those whose turn it may be now; each has to ask again. */
  List<String> next() {
    List<String> next = new ArrayList<>();
    int free = receiver.channel().requestsAtATime() - requests;
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
