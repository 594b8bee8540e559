package io.tocsin.match;

import io.tocsin.document.Document;
import io.tocsin.document.FieldIndex;
import io.tocsin.document.Utf8;
import io.tocsin.kql.Requirement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds filters by texts within the values of one field, all in one pass over a value. */
final class PieceIndex implements AnchorIndex {
  private final int field;
  private final boolean folded;
  private final Automaton automaton;

  /** By text: those that want it anywhere, and those that want it as a word. */
  private final int[][] anywhere;

  private final int[][] asWord;
  private final boolean onlyWords;
  private final Utf8 lowered = new Utf8();

  private PieceIndex(Builder builder) {
    this.field = builder.field;
    this.folded = builder.folded;
    this.automaton =
        new Automaton(
            builder.filters.keySet().stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList(),
            folded);
    this.anywhere =
        builder.filters.values().stream().map(f -> array(f.anywhere)).toArray(int[][]::new);
    this.asWord = builder.filters.values().stream().map(f -> array(f.asWord)).toArray(int[][]::new);
    this.onlyWords = builder.filters.values().stream().allMatch(f -> f.anywhere.isEmpty());
  }

  private static int[] array(List<Integer> filters) {
    return filters.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Collects filters by texts in one field. */
  static final class Builder {
    private final int field;
    private final boolean folded;
    private final Map<String, Filters> filters = new LinkedHashMap<>();

    Builder(String field, boolean folded, FieldIndex.Builder index) {
      this.field = index.ordinal(field);
      this.folded = folded;
    }

    void add(Requirement.Contains piece, int filter) {
      Filters found = filters.computeIfAbsent(piece.text(), unused -> new Filters());
      (piece.word() ? found.asWord : found.anywhere).add(filter);
    }

    PieceIndex build() {
      return new PieceIndex(this);
    }
  }

  private static final class Filters {
    private final List<Integer> anywhere = new ArrayList<>();
    private final List<Integer> asWord = new ArrayList<>();
  }

  @Override
  public void find(Document document, Candidates out) {
    int values = document.size(field);
    for (int i = 0; i < values; i++) {
      Utf8 text = document.text(field, i);
      if (!find(text, !folded, out)) {
        // What was found before its first sign beyond ASCII is found again, and asked once.
        find(lowerCase(text), true, out);
      }
    }
  }

  /** Asks for what is found; false at a sign that it may not read. */
  private boolean find(Utf8 text, boolean beyondAscii, Candidates out) {
    byte[] bytes = text.bytes();
    int start = text.offset();
    int end = start + text.length();
    int state = automaton.start();
    int at = start;
    while (true) {
      if (state == automaton.start()) {
        at = automaton.skip(bytes, at, end);
      }
      if (at == end) {
        return true;
      }
      byte b = bytes[at];
      if (b < 0 && !beyondAscii) {
        return false;
      }
      state = automaton.step(state, b);
      if (state < 0) {
        report(state, bytes, start, at, end, out);
      }
      at++;
    }
  }

  private void report(int state, byte[] bytes, int start, int at, int end, Candidates out) {
    boolean ends = isEdge(bytes, at + 1, start, end);
    if (!ends && onlyWords) {
      return; // as in the middle of most numbers
    }
    int output = automaton.outputOf(state);
    while (output != Automaton.NONE) {
      int found = automaton.textAt(output);
      out.ask(anywhere[found]);
      if (ends
          && asWord[found].length > 0
          && isEdge(bytes, at - automaton.length(found), start, end)) {
        out.ask(asWord[found]);
      }
      output = automaton.nextOutput(output);
    }
  }

  private static boolean isEdge(byte[] bytes, int at, int start, int end) {
    return at < start || at >= end || !isOfAWord(bytes[at]);
  }

  /** Whether a word cannot begin or end beside this byte. */
  static boolean isOfAWord(byte b) {
    return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '_';
  }

  /** Character by character, as the analyser does. */
  private Utf8 lowerCase(Utf8 text) {
    StringBuilder lower = new StringBuilder();
    text.toString().codePoints().map(Character::toLowerCase).forEach(lower::appendCodePoint);
    byte[] bytes = lower.toString().getBytes(StandardCharsets.UTF_8);
    return lowered.set(bytes, 0, bytes.length);
  }
}
