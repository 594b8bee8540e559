package io.tocsin.flink.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.flink.source.EnumeratorEvent.AskNewestSlot;
import io.tocsin.flink.source.EnumeratorEvent.GoOn;
import io.tocsin.flink.source.EnumeratorEvent.SetRules;
import io.tocsin.flink.source.ReaderEvent.NewestSlot;
import io.tocsin.rule.RuleBundle;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RulesChangeTest {
  private static final long MINUTE = 60_000;
  private static final long NEVER = RulesInForce.BEGINNING;

  private final TestingReaders readers = new TestingReaders();
  private final RulesChange change = new RulesChange(readers, RulesInForce.NONE);

  @Test
  void theFirstRulesAreInForceFromTheBeginning() {
    readers.come(0, 1);
    change.want(Bundles.A);

    assertThat(readers.told)
        .containsExactly("0: rules a from the beginning", "1: rules a from the beginning");
  }

  @Test
  void aChangeIsInForceFromTheSlotBehindTheNewestThatAnyReaderHasBegun() {
    begin();
    change.want(Bundles.B);
    assertThat(readers.told).containsExactly("0: ask 1", "1: ask 1");

    change.newestSlot(0, new NewestSlot(1, 7 * MINUTE), NEVER);
    assertThat(readers.told).hasSize(2);
    change.newestSlot(1, new NewestSlot(1, 9 * MINUTE), NEVER);
    assertThat(readers.told.subList(2, 4))
        .containsExactly("0: rules b from 10", "1: rules b from 10");
    assertThat(change.inForce().latest()).isEqualTo(Bundles.B);
  }

  @Test
  void aReaderThatHasBegunNothingDoesNotMatter() {
    begin();
    change.want(Bundles.B);
    change.newestSlot(0, new NewestSlot(1, RulesInForce.BEGINNING), NEVER);
    change.newestSlot(1, new NewestSlot(1, 9 * MINUTE), NEVER);

    assertThat(readers.told).contains("0: rules b from 10");
  }

  @Test
  void whereNoSlotHasBegunAChangeIsInForceFromTheBeginning() {
    begin();
    change.want(Bundles.B);
    change.newestSlot(0, new NewestSlot(1, RulesInForce.BEGINNING), NEVER);
    change.newestSlot(1, new NewestSlot(1, RulesInForce.BEGINNING), NEVER);

    assertThat(change.inForce().bundles()).containsExactly(Bundles.B);
  }

  /** Two changes in one slot: the numbers tell everybody which of them is meant. */
  @Test
  void aSecondChangeInTheSameSlotReplacesTheFirst() {
    begin();
    change.want(Bundles.B);
    change.newestSlot(0, new NewestSlot(1, 7 * MINUTE), NEVER);
    change.newestSlot(1, new NewestSlot(1, 9 * MINUTE), NEVER);
    change.want(Bundles.C);
    change.newestSlot(0, new NewestSlot(2, 8 * MINUTE), NEVER);
    change.newestSlot(1, new NewestSlot(2, 9 * MINUTE), NEVER);

    assertThat(change.inForce().sets())
        .containsExactly(
            new RulesInForce.Dated(Bundles.A, 0, RulesInForce.BEGINNING),
            new RulesInForce.Dated(Bundles.C, 2, 10 * MINUTE));
  }

  /** A reader may have forgotten time that it had seen before it began anew. */
  @Test
  void aChangeIsNeverInForceBeforeTheLast() {
    begin();
    change.want(Bundles.B);
    change.newestSlot(0, new NewestSlot(1, 7 * MINUTE), NEVER);
    change.newestSlot(1, new NewestSlot(1, 9 * MINUTE), NEVER);
    change.want(Bundles.C);
    change.newestSlot(0, new NewestSlot(2, 3 * MINUTE), NEVER);
    change.newestSlot(1, new NewestSlot(2, 4 * MINUTE), NEVER);

    assertThat(change.inForce().newestFromMillis()).isEqualTo(10 * MINUTE);
  }

  @Test
  void theSameRulesAreNoChange() {
    begin();
    change.want(Bundles.of("a"));

    assertThat(readers.told).isEmpty();
  }

  @Test
  void readersThatDoNotAllAnswerGoOnAndAreAskedAgain() {
    begin();
    change.want(Bundles.B);
    change.newestSlot(0, new NewestSlot(1, 7 * MINUTE), NEVER);
    readers.told.clear();
    change.want(Bundles.B);
    assertThat(readers.told).containsExactly("0: go on", "1: go on", "0: ask 2", "1: ask 2");

    change.newestSlot(1, new NewestSlot(1, 7 * MINUTE), NEVER); // to the question before
    change.newestSlot(0, new NewestSlot(2, 8 * MINUTE), NEVER);
    assertThat(change.inForce().latest()).isEqualTo(Bundles.A);
    change.newestSlot(1, new NewestSlot(2, 8 * MINUTE), NEVER);
    assertThat(change.inForce().latest()).isEqualTo(Bundles.B);
  }

  @Test
  void nothingChangesWhileAReaderIsMissing() {
    begin();
    readers.present.remove(1);
    change.want(Bundles.B);

    assertThat(readers.told).isEmpty();
  }

  @Test
  void aReaderThatComesBackIsToldAllRulesInForceAndTheOthersGoOn() {
    begin();
    change.want(Bundles.B);
    change.newestSlot(0, new NewestSlot(1, 7 * MINUTE), NEVER);
    change.newestSlot(1, new NewestSlot(1, 9 * MINUTE), NEVER);
    change.want(Bundles.C);
    readers.told.clear();

    change.readerCame(1);
    assertThat(readers.told)
        .containsExactly(
            "0: go on", "1: go on", "1: rules a from the beginning", "1: rules b from 10");
  }

  private void begin() {
    readers.come(0, 1);
    change.want(Bundles.A);
    readers.told.clear();
  }

  /** Two readers, whose letters can be read. */
  private static final class TestingReaders implements RulesChange.Readers {
    final Set<Integer> present = new TreeSet<>();
    final List<String> told = new ArrayList<>();

    void come(int... readers) {
      for (int reader : readers) {
        present.add(reader);
      }
    }

    @Override
    public int parallelism() {
      return 2;
    }

    @Override
    public Set<Integer> registered() {
      return present;
    }

    @Override
    public void send(int reader, EnumeratorEvent event) {
      told.add(reader + ": " + text(event));
    }

    private static String text(EnumeratorEvent event) {
      if (event instanceof AskNewestSlot ask) {
        return "ask " + ask.change();
      } else if (event instanceof GoOn) {
        return "go on";
      }
      SourceElement.Rules rules = ((SetRules) event).rules();
      RuleBundle bundle = rules.bundle();
      String from =
          rules.fromSlotMillis() == RulesInForce.BEGINNING
              ? "the beginning"
              : String.valueOf(rules.fromSlotMillis() / MINUTE);
      return "rules " + bundle.files().get(0).text() + " from " + from;
    }
  }
}
