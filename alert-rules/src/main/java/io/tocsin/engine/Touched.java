package io.tocsin.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The groups in which something was counted since it was last drained. */
final class Touched {
  private final List<LocalGroup> groups = new ArrayList<>();
  private int slots;

  /** Something is counted in a group that was not here. */
  void add(LocalGroup group) {
    groups.add(group);
  }

  /** A slot begins for as many series. */
  void begin(int series) {
    slots += series;
  }

  /** How many partial slots wait to be drained. */
  int slots() {
    return slots;
  }

  /** Hands out what was counted, and is empty. */
  void drain(Consumer<GroupPartials> out) {
    groups.forEach(group -> group.drain(out));
    groups.clear();
    slots = 0;
  }
}
