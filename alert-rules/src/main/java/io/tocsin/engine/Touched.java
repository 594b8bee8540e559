package io.tocsin.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The groups of one grouping in which something was counted since it was last drained. */
final class Touched {
  private final List<LocalGroup> groups = new ArrayList<>();
  private int slots;
  private long nextClose = Long.MAX_VALUE;

  /** Something is counted in a group that was not here. */
  void add(LocalGroup group) {
    groups.add(group);
  }

  /** A slot begins for as many series as a tally is for. */
  void begin(Tally tally) {
    slots += tally.series();
    nextClose = Math.min(nextClose, tally.endMillis());
  }

  /** How many groups there are. */
  int groups() {
    return groups.size();
  }

  /** How many partial slots wait to be drained. */
  int slots() {
    return slots;
  }

  /** When the first of them ends; {@link Long#MAX_VALUE} if there is none. */
  long nextClose() {
    return nextClose;
  }

  /** Hands out what was counted, and is empty. */
  void drain(Consumer<GroupPartials> out) {
    groups.forEach(group -> group.drain(out));
    groups.clear();
    slots = 0;
    nextClose = Long.MAX_VALUE;
  }
}
