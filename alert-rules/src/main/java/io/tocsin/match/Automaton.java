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
 * state is a row of as many transitions as there are different bytes in the texts. A state is known
 * by where its row begins, and a transition into one in which a text ends is negative: a byte costs
 * two look-ups.
 */
final class Automaton {
  /** No text ends here. */
  static final int NONE = -1;

  private static final int ROOT = 0;
  private static final int ENDS = 1 << 31;

  private final int[] classOf = new int[256];

  /** Whether anything begins with a byte. */
  private final boolean[] begins = new boolean[256];

  private final int classes;
  private final int[] next;

  /** By row, the text that ends in a state, or {@link #NONE}. */
  private final int[] textAt;

  /** By row, the nearest row on the way of failure in which a text ends, or {@link #NONE}. */
  private final int[] nextOutput;

  private final int[] lengths;

  /**
   * An automaton for different texts, none of them empty; they are numbered from 0.
   *
   * @param folded whether the capitals of ASCII are taken for small letters, as which the texts
   *     have them
   */
  Automaton(List<byte[]> texts, boolean folded) {
    int known = 0;
    for (byte[] text : texts) {
      for (byte b : text) {
        if (classOf[b & 0xFF] == 0) {
          classOf[b & 0xFF] = ++known;
        }
      }
    }
    if (folded) {
      System.arraycopy(classOf, 'a', classOf, 'A', 'Z' - 'A' + 1);
    }
    Arrays.fill(begins, 128, 256, true);
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
    for (int b = 0; b < 128; b++) {
      begins[b] = rows.get(ROOT)[classOf[b]] != ROOT;
    }
    next = new int[rows.size() * classes];
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < classes; column++) {
        int to = rows.get(row)[column];
        boolean ending = textAt[to] != NONE || nextOutput[to] != NONE;
        next[row * classes + column] = to * classes | (ending ? ENDS : 0);
      }
    }
  }

  private int insert(byte[] text, List<int[]> rows) {
    int row = ROOT;
    for (byte b : text) {
      int[] transitions = rows.get(row);
      int column = classOf[b & 0xFF];
      if (transitions[column] == ROOT) {
        transitions[column] = rows.size();
        rows.add(new int[classes]);
      }
      row = transitions[column];
    }
    return row;
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
      int row = byDepth.remove();
      int suffix = failure[row];
      nextOutput[row] = textAt[suffix] == NONE ? nextOutput[suffix] : suffix;
      int[] transitions = rows.get(row);
      for (int column = 0; column < classes; column++) {
        int child = transitions[column];
        if (child == ROOT) {
          transitions[column] = rows.get(suffix)[column];
        } else {
          failure[child] = rows.get(suffix)[column];
          byDepth.add(child);
        }
      }
    }
  }

  /**
   * The next place, from here on, of a byte with which a text begins or that is not ASCII. In a
   * state other than {@link #start} no byte may be passed over.
   */
  int skip(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && !begins[bytes[at] & 0xFF]) {
      at++;
    }
    return at;
  }

  /** The state before the first byte. */
  int start() {
    return ROOT;
  }

  /** The state behind one more byte; negative if a text ends there. */
  int step(int state, byte b) {
    return next[(state & ~ENDS) + classOf[b & 0xFF]];
  }

  /** The first output of a negative state. */
  int outputOf(int state) {
    int row = (state & ~ENDS) / classes;
    return textAt[row] == NONE ? nextOutput[row] : row;
  }

  /** The output behind one that {@link #outputOf} or this gave, or {@link #NONE}. */
  int nextOutput(int output) {
    return nextOutput[output];
  }

  /** The text that ends with an output. */
  int textAt(int output) {
    return textAt[output];
  }

  /** How many bytes a text has. */
  int length(int text) {
    return lengths[text];
  }
}
