package io.tocsin.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tocsin.aggregate.Aggregate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SeriesTest {
  private static final Grouping BY_HOST = Grouping.by(List.of("host.name"));
  private static final Series ERRORS =
      new Series("log.level: ERROR", new Aggregate.Count(), BY_HOST, SlotWidth.MINUTE);

  @Test
  void theIdIsTheSameInEveryProcess() {
    // State and records on the wire are found by it: a change here orphans them.
    assertThat(ERRORS.id()).isEqualTo(-8387279300461813552L);
  }

  @Test
  void whateverIsCountedDifferentlyHasAnotherId() {
    Set<Long> ids =
        Stream.of(
                ERRORS,
                new Series("", new Aggregate.Count(), BY_HOST, SlotWidth.MINUTE),
                new Series("log.level: ERROR", new Aggregate.Sum("a"), BY_HOST, SlotWidth.MINUTE),
                new Series("log.level: ERROR", new Aggregate.Sum("b"), BY_HOST, SlotWidth.MINUTE),
                new Series(
                    "log.level: ERROR",
                    new Aggregate.Count(),
                    Grouping.by(List.of("host.name", "a")),
                    SlotWidth.MINUTE),
                new Series(
                    "log.level: ERROR", new Aggregate.Count(), Grouping.none(""), SlotWidth.MINUTE),
                new Series(
                    "log.level: ERROR",
                    new Aggregate.Count(),
                    Grouping.none("x"),
                    SlotWidth.MINUTE),
                new Series(
                    "log.level: ERROR", new Aggregate.Count(), BY_HOST, SlotWidth.TEN_SECONDS))
            .map(Series::id)
            .collect(Collectors.toSet());
    assertThat(ids).hasSize(8);
  }

  @Test
  void partsCannotRunIntoEachOther() {
    Grouping both = Grouping.by(List.of("a", "b"));
    Grouping one = Grouping.by(List.of("a\n1:b"));
    assertThat(new Series("", new Aggregate.Count(), both, SlotWidth.MINUTE).canonical())
        .isNotEqualTo(new Series("", new Aggregate.Count(), one, SlotWidth.MINUTE).canonical());
  }

  @Test
  void theOrderOfTheFieldsMakesNoOtherGrouping() {
    assertThat(Grouping.by(List.of("b", "a", "b"))).isEqualTo(Grouping.by(List.of("a", "b")));
  }

  @Test
  void aGroupingNeedsAField() {
    assertThatIllegalArgumentException().isThrownBy(() -> Grouping.by(List.of()));
  }
}
