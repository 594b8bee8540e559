package io.tocsin.rule;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever a rule file holds, reading it ends with rules and diagnostics, never otherwise. */
class MutatedRulesTest {
  private static final int CASES = 3_000;
  private static final String ALPHABET = "ab0 :-[]{}()'\"|>&*!%,.\n\t\\<>=/+𝄞é\u0000";

  @Test
  void areReadWithoutFailing() throws IOException {
    List<String> seeds = seeds();
    for (int seed = 0; seed < CASES; seed++) {
      Random random = new Random(seed);
      String text = mutated(seeds, random);
      RuleBundle bundle = new RuleBundle(List.of(new RuleBundle.File("a.yaml", text)));
      assertThatCode(() -> RuleFiles.read(bundle, null).diagnostics().render())
          .as("seed %d:\n%s", seed, text)
          .doesNotThrowAnyException();
    }
  }

  private static String mutated(List<String> seeds, Random random) {
    StringBuilder text = new StringBuilder(seeds.get(random.nextInt(seeds.size())));
    for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
      int at = random.nextInt(text.length());
      int end = Math.min(text.length(), at + random.nextInt(8));
      switch (random.nextInt(3)) {
        case 0 -> text.setCharAt(at, ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        case 1 -> text.delete(at, end);
        default -> text.insert(random.nextInt(text.length()), text.substring(at, end));
      }
      if (text.isEmpty()) {
        text.append("rules:");
      }
    }
    return text.toString();
  }

  private static List<String> seeds() throws IOException {
    List<String> seeds = new ArrayList<>();
    for (Path folder :
        List.of(Path.of("rules"), Path.of("src/test/resources/io/tocsin/rule/bad"))) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
          seeds.add(Files.readString(file));
        }
      }
    }
    return seeds;
  }
}
