package io.tocsin.weekly;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WeeklyTimesTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static WeeklyTimes of(Set<DayOfWeek> days, int from, int to) {
    return new WeeklyTimes(List.of(new WeeklyTimes.Span(days, from, to, BERLIN)));
  }

  @Test
  void hoursMayPassMidnight() {
    WeeklyTimes nights = of(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), 20 * 60, 6 * 60);
    long friday = Instant.parse("2026-11-20T12:00:00Z").toEpochMilli();

    assertThat(nights.holds(friday)).isFalse();
    assertThat(nights.changesAfter(friday))
        .hasValue(Instant.parse("2026-11-20T19:00:00Z").toEpochMilli());
    assertThat(nights.holds(Instant.parse("2026-11-20T19:00:00Z").toEpochMilli())).isTrue();
    assertThat(nights.holds(Instant.parse("2026-11-21T04:59:59Z").toEpochMilli())).isTrue();
    assertThat(nights.holds(Instant.parse("2026-11-21T05:00:00Z").toEpochMilli())).isFalse();
    assertThat(nights.holds(Instant.parse("2026-11-21T19:00:00Z").toEpochMilli())).isFalse();
  }

  @Test
  void withoutHoursItIsTheWholeDay() {
    WeeklyTimes weekends = of(EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY), 0, 1440);

    assertThat(weekends.holds(Instant.parse("2026-11-20T22:59:59Z").toEpochMilli())).isFalse();
    assertThat(weekends.holds(Instant.parse("2026-11-20T23:00:00Z").toEpochMilli())).isTrue();
    assertThat(weekends.holds(Instant.parse("2026-11-22T22:59:59Z").toEpochMilli())).isTrue();
    assertThat(weekends.holds(Instant.parse("2026-11-22T23:00:00Z").toEpochMilli())).isFalse();
  }

  /** Also on the days on which clocks are put forward and back. */
  @Test
  void nothingChangesBeforeItIsSaidTo() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    long[] starts = {
      Instant.parse("2026-03-27T00:00:00Z").toEpochMilli(),
      Instant.parse("2026-10-23T00:00:00Z").toEpochMilli()
    };
    for (int i = 0; i < 200; i++) {
      Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
      while (days.isEmpty()) {
        EnumSet.allOf(DayOfWeek.class).stream()
            .filter(d -> random.nextBoolean())
            .forEach(days::add);
      }
      int from = random.nextInt(96) * 15;
      WeeklyTimes times = of(days, from, (from + 15 + random.nextInt(94) * 15) % 1440);
      long start = starts[i % 2];
      for (long now = start; now < start + 4 * 86_400_000L; now += 900_000) {
        long next = times.changesAfter(now).orElseThrow();
        assertThat(next).isGreaterThan(now);
        if (next > now + 900_000) {
          assertThat(times.holds(now + 900_000))
              .as("seed %d, %s at %s", seed, times, Instant.ofEpochMilli(now))
              .isEqualTo(times.holds(now));
        }
      }
    }
  }
}
