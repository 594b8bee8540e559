package io.tocsin.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.aggregate.Partial;
import io.tocsin.aggregate.TestingDocument;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The promise under early firing and incomplete windows: what is decided of some of the logs is
 * what all of them decide. Random conditions over every function, random logs, from logs to truth.
 */
class OpenSlotTest {
  private static final long SEED = 20_261_120;

  @Test
  void whatIsDecidedOfSomeLogsIsDecidedOfAll() {
    Random random = new Random(SEED);
    Map<Truth, Integer> decided = new EnumMap<>(Truth.class);
    for (int i = 0; i < 6_000; i++) {
      String text = RandomConditions.condition(random, 2);
      TestingConditions rule = TestingConditions.plain();
      Condition condition = rule.condition(text);
      List<Range> early = new ArrayList<>();
      List<Range> whole = new ArrayList<>();
      for (Term term : rule.terms.list()) {
        Partial partial = Partial.of(term.aggregate());
        add(random.nextInt(20), partial, random);
        boolean open = term.seesNewestSlot();
        early.add(term.measure().value(partial, open));
        add(open ? random.nextInt(20) : 0, partial, random);
        whole.add(term.measure().value(partial, false));
      }
      Truth first = condition.evaluate(TestingConditions.values(early.toArray(Range[]::new)));
      Truth last = condition.evaluate(TestingConditions.values(whole.toArray(Range[]::new)));
      decided.merge(first, 1, Integer::sum);
      if (first != Truth.UNDECIDED) {
        assertThat(last)
            .as("seed %d: %s of %s, then %s", SEED, text, early, whole)
            .isEqualTo(first);
      }
    }
    // Neither answer is so rare that the promise is empty.
    assertThat(decided.get(Truth.TRUE)).isGreaterThan(300);
    assertThat(decided.get(Truth.FALSE)).isGreaterThan(300);
    assertThat(decided.get(Truth.UNDECIDED)).isGreaterThan(300);
  }

  private static void add(int logs, Partial partial, Random random) {
    for (int i = 0; i < logs; i++) {
      Object value = random.nextInt(3) == 0 ? random.nextInt(9) / 4.0 : random.nextInt(9) - 3L;
      partial.add(random.nextInt(6) == 0 ? TestingDocument.of() : TestingDocument.of(value), 0);
    }
  }
}
