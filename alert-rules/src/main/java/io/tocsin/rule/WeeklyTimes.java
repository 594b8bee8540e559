package io.tocsin.rule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;

/**
 * Times of the week, on the clocks of a place.
 *
 * @param spans an alert may start in any of them
 */
record WeeklyTimes(List<Span> spans) implements Rule.ActiveTimes {

  WeeklyTimes {
    spans = List.copyOf(spans);
  }

  /**
   * Hours of some days.
   *
   * @param fromMinute of the day, included
   * @param toMinute of the day, excluded; at most 1440; not after {@code fromMinute} if the hours
   *     end on the day after
   */
  record Span(Set<DayOfWeek> days, int fromMinute, int toMinute, ZoneId zone) {
    Span {
      days = Set.copyOf(days);
    }

    private boolean holds(Instant instant) {
      ZonedDateTime local = instant.atZone(zone);
      int minute = local.getHour() * 60 + local.getMinute();
      DayOfWeek day = local.getDayOfWeek();
      if (fromMinute < toMinute) {
        return days.contains(day) && minute >= fromMinute && minute < toMinute;
      }
      return minute >= fromMinute
          ? days.contains(day)
          : minute < toMinute && days.contains(day.minus(1));
    }
  }

  @Override
  public boolean mayStartIn(long slotMillis) {
    Instant instant = Instant.ofEpochMilli(slotMillis);
    return spans.stream().anyMatch(span -> span.holds(instant));
  }
}
