package io.tocsin.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartialTest {

  @Test
  void numbersInTextCountAndOtherValuesAreReportedAsUnusable() {
    SumPartial sum = new SumPartial();
    int unusable = sum.add(TestingDocument.of(1L, 2.5, "3", "-4.5e1", "many", true, ""), 0);
    assertThat(unusable).isEqualTo(3);
    assertThat(sum.values()).isEqualTo(4);
    assertThat(sum.sum()).isEqualTo(-38.5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "NaN",
        "Infinity",
        "1d",
        "0x10",
        " 1",
        "1 ",
        "1.",
        ".5",
        "1e",
        "1e+",
        "+1",
        "1,000",
        "1e999",
        "--1"
      })
  void whatOnlyLooksLikeANumberIsNone(String text) {
    SumPartial sum = new SumPartial();
    assertThat(sum.add(TestingDocument.of(text), 0)).isEqualTo(1);
    assertThat(sum.values()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "-0", "123456789012345678", "1234567890123456789012", "1.5E-3", "007"})
  void aNumberInTextHasTheValueThatItSpells(String text) {
    SumPartial sum = new SumPartial();
    assertThat(sum.add(TestingDocument.of(text), 0)).isZero();
    assertThat(sum.sum()).isEqualTo(Double.parseDouble(text) + 0.0);
  }

  @Test
  void extremesAreOverAllElements() {
    ExtremePartial min = new ExtremePartial(false);
    ExtremePartial max = new ExtremePartial(true);
    assertThat(min.extreme()).isEmpty();
    TestingDocument log = TestingDocument.of(3L, -2.5, 7L);
    min.add(log, 0);
    max.add(log, 0);
    assertThat(min.extreme()).hasValue(-2.5);
    assertThat(max.extreme()).hasValue(7);
  }

  @Test
  void theFirstLinesOfTheNewestMinuteAreKept() {
    SamplesPartial samples = new SamplesPartial(2, false);
    for (long time : new long[] {5, 60_009, 9, 60_007, 1}) {
      samples.add(new TestingDocument(time, List.of("at " + time)), 0);
    }
    assertThat(samples.samples()).extracting(Sample::line).containsExactly("at 60007", "at 60009");
    samples.add(new TestingDocument(120_000, List.of("at 120000")), 0);
    assertThat(samples.samples()).extracting(Sample::line).containsExactly("at 120000", "at 60007");
  }

  @Test
  void enoughLinesOfAMinuteWantNoLaterOnes() {
    SamplesPartial samples = new SamplesPartial(2, false);
    assertThat(samples.unwantedFromMillis()).isEqualTo(Long.MAX_VALUE);
    samples.add(new TestingDocument(60_003, List.of("b")), 0);
    assertThat(samples.unwantedFromMillis()).isEqualTo(Long.MAX_VALUE);
    samples.add(new TestingDocument(60_001, List.of("a")), 0);
    assertThat(samples.unwantedFromMillis()).isEqualTo(60_004);
    assertThat(samples.unwantedUntilMillis()).isEqualTo(120_000);
    samples.add(new TestingDocument(120_000, List.of("c")), 0);
    assertThat(samples.unwantedFromMillis()).as("two minutes").isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aLongLineIsCutBetweenTwoCharacters() {
    SamplesPartial samples = new SamplesPartial(1, false);
    samples.add(TestingDocument.of("x" + "\uD83D\uDD14".repeat(1_000)), 0);
    assertThat(samples.samples().get(0).line()).isEqualTo("x" + "\uD83D\uDD14".repeat(511));
  }

  @Test
  void theCommonestValuesComeFirst() {
    TopPartial top = new TopPartial();
    for (String value : List.of("b", "a", "c", "c", "b", "c")) {
      top.add(TestingDocument.of(value), 0);
    }
    assertThat(top.commonest(2))
        .containsExactly(new TopPartial.Common("c", 3), new TopPartial.Common("b", 2));
    assertThat(top.error()).isZero();
  }

  @Test
  void ofTooManyValuesTheCommonOnesAreKeptWithinTheError() {
    TopPartial top = new TopPartial();
    for (int i = 0; i < 60_000; i++) {
      top.add(TestingDocument.of(i % 3 == 0 ? "common" : "rare " + i), 0);
    }
    TopPartial.Common first = top.commonest(1).get(0);
    assertThat(first.value()).isEqualTo("common");
    assertThat(first.count()).isBetween(20_000 - top.error(), 20_000L);
    // Misra and Gries: the error is at most a share of all that was added.
    assertThat(top.error()).isBetween(1L, 60_000L / 500);
  }
}
