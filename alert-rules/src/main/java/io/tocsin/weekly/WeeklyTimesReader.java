package io.tocsin.weekly;

import io.tocsin.diagnostic.Code;
import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.diagnostic.Fragment;
import io.tocsin.diagnostic.Nearest;
import io.tocsin.yaml.MappingReader;
import io.tocsin.yaml.YamlMapping;
import io.tocsin.yaml.YamlNode;
import io.tocsin.yaml.YamlScalar;
import io.tocsin.yaml.YamlSequence;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code {days: [mon-fri], hours: '08:00-18:00', zone: Europe/Berlin}}, or a list of such.
 * What is left out is every day, all day, UTC.
 */
public final class WeeklyTimesReader {
  private static final Pattern HOURS = Pattern.compile("(\\d\\d):(\\d\\d)-(\\d\\d):(\\d\\d)");
  private static final int DAY_MINUTES = 24 * 60;

  private final Diagnostics diagnostics;

  private WeeklyTimesReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /**
   * The times under a key; null if the key is left out. What is wrong is reported, and read as
   * every day, all day, or UTC.
   */
  public static @Nullable WeeklyTimes read(
      MappingReader keys, String key, Diagnostics diagnostics) {
    YamlNode written = keys.any(key);
    if (written == null) {
      return null;
    }
    WeeklyTimesReader reader = new WeeklyTimesReader(diagnostics);
    List<YamlNode> items = written instanceof YamlSequence list ? list.items() : List.of(written);
    List<WeeklyTimes.Span> spans = new ArrayList<>();
    for (YamlNode item : items) {
      if (item instanceof YamlMapping mapping) {
        spans.add(reader.span(mapping));
      } else {
        keys.wrongKind(key, "a mapping", item);
      }
    }
    return new WeeklyTimes(spans);
  }

  private WeeklyTimes.Span span(YamlMapping mapping) {
    MappingReader keys = new MappingReader(mapping, diagnostics);
    Set<DayOfWeek> days = days(keys);
    int[] minutes = hours(keys.text("hours"));
    ZoneId zone = zone(keys.text("zone"));
    keys.finish();
    return new WeeklyTimes.Span(days, minutes[0], minutes[1], zone);
  }

  private Set<DayOfWeek> days(MappingReader keys) {
    YamlNode written = keys.any("days");
    List<YamlScalar> texts = written instanceof YamlScalar one ? List.of(one) : keys.texts("days");
    if (texts == null) {
      return EnumSet.allOf(DayOfWeek.class);
    }
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (YamlScalar text : texts) {
      String[] ends = text.text().toLowerCase(Locale.ROOT).split("-", 2);
      DayOfWeek from = day(ends[0]);
      DayOfWeek to = day(ends[ends.length - 1]);
      if (from == null || to == null) {
        List<String> names = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
        String nearest = Nearest.hint(text.text(), names);
        String hint = nearest == null ? "such as mon or mon-fri" : nearest;
        error(text, "not a day of the week: '" + text.text() + "'", hint);
        continue;
      }
      days.add(to);
      for (DayOfWeek day = from; day != to; day = day.plus(1)) {
        days.add(day);
      }
    }
    return days;
  }

  /** A day by its name or the first three letters of it. */
  private static @Nullable DayOfWeek day(String name) {
    for (DayOfWeek day : DayOfWeek.values()) {
      String full = day.name().toLowerCase(Locale.ROOT);
      if (full.equals(name) || full.substring(0, 3).equals(name)) {
        return day;
      }
    }
    return null;
  }

  private int[] hours(@Nullable YamlScalar written) {
    int[] wholeDay = {0, DAY_MINUTES};
    if (written == null) {
      return wholeDay;
    }
    Matcher matcher = HOURS.matcher(written.text());
    if (matcher.matches()) {
      int from = minute(matcher.group(1), matcher.group(2));
      int to = minute(matcher.group(3), matcher.group(4));
      if (from >= 0 && from < DAY_MINUTES && to >= 0 && from != to) {
        return new int[] {from, to};
      }
    }
    error(written, "expected hours such as 08:00-18:00, got '" + written.text() + "'", null);
    return wholeDay;
  }

  /** The minute of the day, or -1 if there is none. */
  private static int minute(String hour, String minute) {
    int minutes = Integer.parseInt(hour) * 60 + Integer.parseInt(minute);
    return Integer.parseInt(minute) < 60 && minutes <= DAY_MINUTES ? minutes : -1;
  }

  private ZoneId zone(@Nullable YamlScalar written) {
    if (written == null) {
      return ZoneOffset.UTC;
    }
    try {
      return ZoneId.of(written.text());
    } catch (DateTimeException e) {
      String hint = Nearest.hint(written.text(), ZoneId.getAvailableZoneIds());
      error(written, "unknown time zone '" + written.text() + "'", hint);
      return ZoneOffset.UTC;
    }
  }

  private void error(YamlScalar at, String message, @Nullable String hint) {
    Fragment text = at.fragment();
    diagnostics.error(Code.ACTIVE_TIMES, text, text.span(), message, hint);
  }
}
