package io.tocsin.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AutomatonTest {

  @Test
  void findsEveryTextWhereverItEnds() {
    assertThat(found(List.of("he", "she", "his", "hers"), "ushers"))
        .containsExactlyInAnyOrder("she@4", "he@4", "hers@6");
    assertThat(found(List.of("a", "aa", "aaa"), "aaa"))
        .containsExactlyInAnyOrder("a@1", "a@2", "aa@2", "a@3", "aa@3", "aaa@3");
    assertThat(found(List.of("größe"), "die größe")).hasSize(1);
    assertThat(found(List.of("x"), "")).isEmpty();
  }

  @Test
  void agreesWithLookingForEachText() {
    Random random = new Random(7);
    for (int round = 0; round < 500; round++) {
      TreeSet<String> texts = new TreeSet<>();
      for (int i = 0; i < 1 + random.nextInt(8); i++) {
        texts.add(text(1 + random.nextInt(4), random));
      }
      String in = text(random.nextInt(30), random);
      List<String> expected = new ArrayList<>();
      for (String each : texts) {
        for (int at = in.indexOf(each); at >= 0; at = in.indexOf(each, at + 1)) {
          expected.add(each + "@" + (at + each.length()));
        }
      }
      assertThat(found(List.copyOf(texts), in)).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  private static String text(int length, Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) ('a' + random.nextInt(3)));
    }
    return text.toString();
  }

  @Test
  void takesCapitalsForSmallLettersWhereItShould() {
    assertThat(found(List.of("time-out"), "TIME-out Time-Out", true))
        .containsExactly("time-out@8", "time-out@17");
    assertThat(found(List.of("time"), "TIME", false)).isEmpty();
  }

  @Test
  void skipsNothingThatATextBeginsWithNorWhatIsNotAscii() {
    Automaton automaton = automaton(List.of("a"), true);
    byte[] bytes = "..A.\u00e9".getBytes(StandardCharsets.UTF_8);
    assertThat(automaton.skip(bytes, 0, bytes.length)).isEqualTo(2);
    assertThat(automaton.skip(bytes, 3, bytes.length)).isEqualTo(4);
    assertThat(automaton.skip(bytes, 0, 1)).isEqualTo(1);
  }

  private static List<String> found(List<String> texts, String in) {
    return found(texts, in, false);
  }

  private static Automaton automaton(List<String> texts, boolean folded) {
    return new Automaton(
        texts.stream().map(t -> t.getBytes(StandardCharsets.UTF_8)).toList(), folded);
  }

  /** Each text that is found, and where it ends. */
  private static List<String> found(List<String> texts, String in, boolean folded) {
    Automaton automaton = automaton(texts, folded);
    List<String> found = new ArrayList<>();
    byte[] bytes = in.getBytes(StandardCharsets.UTF_8);
    int state = automaton.start();
    int at = 0;
    while (true) {
      if (state == automaton.start()) {
        at = automaton.skip(bytes, at, bytes.length);
      }
      if (at == bytes.length) {
        return found;
      }
      state = automaton.step(state, bytes[at++]);
      int out = state < 0 ? automaton.outputOf(state) : Automaton.NONE;
      while (out != Automaton.NONE) {
        found.add(texts.get(automaton.textAt(out)) + "@" + at);
        out = automaton.nextOutput(out);
      }
    }
  }
}
