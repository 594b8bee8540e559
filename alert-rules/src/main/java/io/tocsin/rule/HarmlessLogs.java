package io.tocsin.rule;

import io.tocsin.condition.Measure;
import io.tocsin.condition.Range;
import io.tocsin.condition.Term;
import io.tocsin.condition.TermValues;
import io.tocsin.condition.Truth;
import java.util.Collection;

/** How many logs there can be of which nothing comes, where it is logs alone that make it hold. */
final class HarmlessLogs {
  private HarmlessLogs() {}

  /**
   * The most logs that can be in every count at once without a condition holding for any group; 0
   * if none, or if anything else than more logs can make it hold.
   *
   * @param terms what the condition reads
   */
  static long of(CompiledRule.Logic logic, Collection<Term> terms) {
    boolean byCountsAlone =
        logic.risesOnlyWithLogs()
            && !logic.readsTables()
            && terms.stream().allMatch(HarmlessLogs::isCountUpToNow);
    return byCountsAlone ? most(logic) : 0;
  }

  private static boolean isCountUpToNow(Term term) {
    return term.measure().function() == Measure.Function.COUNT && term.seesNewestSlot();
  }

  /** By halving. */
  private static long most(CompiledRule.Logic logic) {
    long holds = CompiledRule.ENDLESS;
    if (!holdsWith(holds, logic)) {
      return holds;
    }
    long harmless = -1;
    while (holds - harmless > 1) {
      long middle = harmless + (holds - harmless) / 2;
      if (holdsWith(middle, logic)) {
        holds = middle;
      } else {
        harmless = middle;
      }
    }
    return Math.max(0, harmless);
  }

  private static boolean holdsWith(long logs, CompiledRule.Logic logic) {
    Range atLeast = Range.atLeast(logs);
    return logic.holds(
            new TermValues() {
              @Override
              public Range value(int number) {
                return atLeast;
              }

              @Override
              public String groupValue(String field) {
                throw new IllegalStateException("reads a table: " + field);
              }
            })
        == Truth.TRUE;
  }
}
