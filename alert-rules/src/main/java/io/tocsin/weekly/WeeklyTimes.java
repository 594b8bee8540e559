package io.tocsin.weekly;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Times of the week, on the clocks of a place.
 *
 * @param spans the times are those of all of them
 */
public record WeeklyTimes(List<Span> spans) {

  /** Copies the list. */
  public WeeklyTimes {
    spans = List.copyOf(spans);
  }

  /**
   * Hours of some days.
   *
   * @param fromMinute of the day, included
   * @param toMinute of the day, excluded; at most 1440; not after {@code fromMinute} if the hours
   *     end on the day after
   */
  public record Span(Set<DayOfWeek> days, int fromMinute, int toMinute, ZoneId zone) {
    /** Copies the days. */
    public Span {
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

    /** When the hours of today and tomorrow begin and end, and when the clocks are changed. */
    private LongStream edges(Instant now) {
      LocalDate today = now.atZone(zone).toLocalDate();
      LongStream.Builder edges = LongStream.builder();
      for (int day = 0; day <= 1; day++) {
        for (int minute : new int[] {0, fromMinute, toMinute}) {
          ZonedDateTime edge = today.plusDays(day).atStartOfDay().plusMinutes(minute).atZone(zone);
          edges.add(edge.toInstant().toEpochMilli());
          edges.add(edge.withLaterOffsetAtOverlap().toInstant().toEpochMilli());
        }
      }
      ZoneOffsetTransition change = zone.getRules().nextTransition(now);
      if (change != null) {
        edges.add(change.getInstant().toEpochMilli());
      }
      return edges.build();
    }
  }

  /** Whether a time, in milliseconds since the epoch, is one of these. */
  public boolean holds(long millis) {
    Instant instant = Instant.ofEpochMilli(millis);
    return spans.stream().anyMatch(span -> span.holds(instant));
  }

  /**
   * The next time at which {@link #holds} may say otherwise, in milliseconds since the epoch: at
   * most a day away. Empty without spans.
   */
  public OptionalLong changesAfter(long millis) {
    Instant now = Instant.ofEpochMilli(millis);
    return spans.stream()
        .flatMapToLong(span -> span.edges(now))
        .filter(edge -> edge > millis)
        .min();
  }
}
