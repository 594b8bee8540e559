package io.tocsin.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alert.AlertMachine.PeakDirection;
import io.tocsin.alert.AlertState.Firing;
import io.tocsin.alert.AlertState.Pending;
import io.tocsin.condition.Truth;
import io.tocsin.rule.Evaluation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertMachineTest {
  private static final long MINUTE = 60_000;

  /**
   * One letter a slot in, one a slot out. In: {@code +} holds, {@code -} is over, {@code =} neither
   * (between {@code when} and {@code resolve_when}), {@code ?} undecided. Out: {@code .} inactive,
   * {@code p} pending, {@code F} firing, {@code R} recovered, {@code N} no data.
   */
  @ParameterizedTest(name = "{0}: for {1}, keep {2}, no data {3}")
  @CsvSource({
    // for: fires in the slot that starts `for` after the first that holds
    "-++-,      0, 0, 9,  .FFR",
    "-+-+,      0, 0, 9,  .FRF",
    "++++,      2, 0, 9,  ppFF",
    "++-+++,    2, 0, 9,  pp.ppF",
    // an undecided slot neither breaks a run nor fires
    "+?+,       2, 0, 9,  ppF",
    "++?+,      2, 0, 9,  pppF",
    "?+?-,      0, 0, 9,  .FFR",
    // between the two conditions it stays
    "+==-,      0, 0, 9,  FFFR",
    "=+,        0, 0, 9,  .F",
    // keep_firing_for: over in every slot of an unbroken run
    "+---,      0, 2, 9,  FFFR",
    "+--+---,   0, 2, 9,  FFFFFFR",
    "+--=---,   0, 2, 9,  FFFFFFR",
    "+-?-,      0, 2, 9,  FFFR",
    "+-??-,     0, 2, 9,  FFFFR",
    // no_data_for: undecided slots in a row
    "+???,      0, 0, 2,  FFFN",
    "+??+???,   0, 0, 2,  FFFFFFN",
    "+???,      9, 0, 2,  ppp.",
    "+??=??,    0, 0, 2,  FFFFFF",
  })
  void goesFromSlotToSlot(
      String slots, int forSlots, int keepSlots, int noDataSlots, String expected) {
    AlertMachine machine =
        new AlertMachine(
            forSlots * MINUTE, keepSlots * MINUTE, noDataSlots * MINUTE, PeakDirection.LARGEST);

    assertThat(run(machine, slots)).isEqualTo(expected);
  }

  private static String run(AlertMachine machine, String slots) {
    StringBuilder out = new StringBuilder();
    AlertState state = AlertState.INACTIVE;
    for (int i = 0; i < slots.length(); i++) {
      AlertMachine.Step step =
          machine.step(state, i * MINUTE, evaluation(slots.charAt(i), 1), true);
      state = step.state();
      if (step.reason() == EndReason.RECOVERED) {
        out.append('R');
      } else if (step.reason() == EndReason.NO_DATA) {
        out.append('N');
      } else if (state instanceof Pending) {
        out.append('p');
      } else {
        out.append(state instanceof Firing ? 'F' : '.');
      }
    }
    return out.toString();
  }

  @Test
  void rememberFromWhenItHeldAndWithWhichValueItFired() {
    AlertMachine machine = new AlertMachine(MINUTE, 0, 9 * MINUTE, PeakDirection.LARGEST);

    AlertState pending = machine.step(AlertState.INACTIVE, 0, evaluation('+', 5), true).state();
    AlertState firing = machine.step(pending, MINUTE, evaluation('+', 7), true).state();

    assertThat(firing)
        .isInstanceOfSatisfying(
            Firing.class,
            alert -> {
              assertThat(alert.startsAt()).isZero();
              assertThat(alert.firedAt()).isEqualTo(MINUTE);
              assertThat(alert.value()).isEqualTo(7);
            });
  }

  @ParameterizedTest
  @CsvSource({"LARGEST, 9", "SMALLEST, 3", "FIRST, 5"})
  void thePeakIsTheMostExtremeValueOfDecidedSlotsBeforeTheEnd(PeakDirection peak, double expected) {
    AlertMachine machine = new AlertMachine(0, 0, 9 * MINUTE, peak);
    List<Evaluation> slots =
        List.of(
            evaluation('+', 5),
            evaluation('+', 9),
            evaluation('=', 3),
            evaluation('?', 100),
            evaluation('+', Double.NaN),
            evaluation('-', -100));
    AlertState state = AlertState.INACTIVE;
    List<Firing> ended = new ArrayList<>();
    for (int i = 0; i < slots.size(); i++) {
      AlertMachine.Step step = machine.step(state, i * MINUTE, slots.get(i), true);
      state = step.state();
      if (step.ended() != null) {
        ended.add(step.ended());
      }
    }

    assertThat(ended).singleElement().extracting(Firing::peak).isEqualTo(expected);
  }

  @Test
  void theLevelOnlyRises() {
    AlertMachine machine = new AlertMachine(0, 0, 9 * MINUTE, PeakDirection.LARGEST);
    AlertState state = AlertState.INACTIVE;
    List<Integer> levels = new ArrayList<>();
    for (int level : new int[] {0, 1, 0, 2, 1}) {
      Evaluation evaluation = new Evaluation(Truth.TRUE, level, Truth.FALSE, 1, new double[0]);
      state = machine.step(state, levels.size() * MINUTE, evaluation, true).state();
      levels.add(((Firing) state).level());
    }

    assertThat(levels).containsExactly(0, 1, 1, 2, 2);
    assertThat(((Firing) state).levelAt()).isEqualTo(3 * MINUTE);
  }

  @Test
  void startsOnlyInActiveTimesButGoesOnOutsideThem() {
    AlertMachine machine = new AlertMachine(MINUTE, 0, 9 * MINUTE, PeakDirection.LARGEST);

    AlertState inactive = machine.step(AlertState.INACTIVE, 0, evaluation('+', 1), false).state();
    AlertState pending = machine.step(inactive, MINUTE, evaluation('+', 1), true).state();
    AlertState firing = machine.step(pending, 2 * MINUTE, evaluation('+', 1), false).state();

    assertThat(inactive).isEqualTo(AlertState.INACTIVE);
    assertThat(firing)
        .isInstanceOfSatisfying(
            Firing.class, alert -> assertThat(alert.startsAt()).isEqualTo(MINUTE));
  }

  @Test
  void anOpenSlotFiresOnlyWhatIsDecided() {
    AlertMachine machine = new AlertMachine(0, 0, 9 * MINUTE, PeakDirection.LARGEST);

    assertThat(machine.stepEarly(AlertState.INACTIVE, 0, evaluation('?', 1), true)).isNull();
    assertThat(machine.stepEarly(AlertState.INACTIVE, 0, evaluation('-', 1), true)).isNull();
    assertThat(machine.stepEarly(AlertState.INACTIVE, 0, evaluation('+', 1), true))
        .isInstanceOf(Firing.class);
  }

  private static Evaluation evaluation(char slot, double value) {
    Truth holds =
        switch (slot) {
          case '+' -> Truth.TRUE;
          case '?' -> Truth.UNDECIDED;
          default -> Truth.FALSE;
        };
    Truth over =
        switch (slot) {
          case '-' -> Truth.TRUE;
          case '?' -> Truth.UNDECIDED;
          default -> Truth.FALSE;
        };
    return new Evaluation(holds, 0, over, value, new double[0]);
  }
}
