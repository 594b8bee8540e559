package io.tocsin.match;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds all of many texts in one pass over bytes.
 *
 * <p>The automaton of Aho and Corasick ("Efficient string matching: an aid to bibliographic
 * search", 1975), with every transition worked out. Bytes that no text has share a class, so that a
 * state is a row of as many transitions as there are different bytes in the texts.
 */
final class Automaton {
  /** No state has an output: what {@link #outputOf} says of most. */
  static final int NONE = -1;

  private static final int ROOT = 0;

  private final int[] classOf = new int[256];
  private final int classes;
  private final int[] next;

  /** The text that ends in a state, or {@link #NONE}. */
  private final int[] textAt;

  /** The nearest state on the way of failure in which a text ends, or {@link #NONE}. */
  private final int[] nextOutput;

  private final int[] lengths;

  /** An automaton for different texts, none of them empty; they are numbered from 0. */
  Automaton(List<byte[]> texts) {
    int known = 0;
    for (byte[] text : texts) {
      for (byte b : text) {
        if (classOf[b & 0xFF] == 0) {
          classOf[b & 0xFF] = ++known;
        }
      }
    }
    classes = known + 1;
    List<int[]> rows = new ArrayList<>();
    rows.add(new int[classes]);
    int[] ends = new int[texts.size()];
    for (int i = 0; i < ends.length; i++) {
      ends[i] = insert(texts.get(i), rows);
    }
    lengths = texts.stream().mapToInt(text -> text.length).toArray();
    textAt = new int[rows.size()];
    Arrays.fill(textAt, NONE);
    for (int i = 0; i < ends.length; i++) {
      textAt[ends[i]] = i;
    }
    nextOutput = new int[rows.size()];
    Arrays.fill(nextOutput, NONE);
    complete(rows);
    next = new int[rows.size() * classes];
    for (int state = 0; state < rows.size(); state++) {
      System.arraycopy(rows.get(state), 0, next, state * classes, classes);
    }
  }

  private int insert(byte[] text, List<int[]> rows) {
    int state = ROOT;
    for (byte b : text) {
      int[] row = rows.get(state);
      int column = classOf[b & 0xFF];
      if (row[column] == ROOT) {
        row[column] = rows.size();
        rows.add(new int[classes]);
      }
      state = row[column];
    }
    return state;
  }

  /** Fills in where a state goes when its own texts end: where its longest proper suffix goes. */
  private void complete(List<int[]> rows) {
    int[] failure = new int[rows.size()];
    ArrayDeque<Integer> byDepth = new ArrayDeque<>();
    for (int child : rows.get(ROOT)) {
      if (child != ROOT) {
        byDepth.add(child);
      }
    }
    while (!byDepth.isEmpty()) {
      int state = byDepth.remove();
      int suffix = failure[state];
      nextOutput[state] = textAt[suffix] == NONE ? nextOutput[suffix] : suffix;
      int[] row = rows.get(state);
      for (int column = 0; column < classes; column++) {
        int child = row[column];
        if (child == ROOT) {
          row[column] = rows.get(suffix)[column];
        } else {
          failure[child] = rows.get(suffix)[column];
          byDepth.add(child);
        }
      }
    }
  }

  /** The state before the first byte. */
  int start() {
    return ROOT;
  }

  /** The state behind one more byte. */
  int step(int state, byte b) {
    return next[state * classes + classOf[b & 0xFF]];
  }

  /** The first state of those in which a text ends here, or {@link #NONE}. */
  int outputOf(int state) {
    return textAt[state] == NONE ? nextOutput[state] : state;
  }

  /** The next such state behind one that {@link #outputOf} or this gave, or {@link #NONE}. */
  int nextOutput(int state) {
    return nextOutput[state];
  }

  /** The text that ends in a state that {@link #outputOf} or {@link #nextOutput} gave. */
  int textAt(int state) {
    return textAt[state];
  }

  /** How many bytes a text has. */
  int length(int text) {
    return lengths[text];
  }
}
