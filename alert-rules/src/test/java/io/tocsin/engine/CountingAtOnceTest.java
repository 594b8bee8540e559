package io.tocsin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.aggregate.CountPartial;
import io.tocsin.rule.CompiledRule;
import io.tocsin.rule.RuleBundle;
import io.tocsin.rule.RuleSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * However logs are counted at once, whenever what was counted is taken, and however late some are:
 * it is what one comes to who asks each rule of each log.
 */
class CountingAtOnceTest {
  private static final long MINUTE = 60_000;
  private static final long START = 29_333_350 * MINUTE;
  private static final List<String> LEVELS = List.of("INFO", "WARN", "ERROR");

  /** What each rule selects, by its name; each is there with groups and without. */
  private static final Map<String, Predicate<TestingLog>> SELECTS = new TreeMap<>();

  static {
    for (String level : LEVELS) {
      SELECTS.put("is-" + level, log -> values(log, "log.level").contains(level));
      SELECTS.put("not-" + level, log -> !values(log, "log.level").contains(level));
    }
    for (long bound = 100; bound < 500; bound += 100) {
      long least = bound;
      SELECTS.put("slow-" + bound, log -> duration(log) >= least);
      SELECTS.put(
          "slow-error-" + bound,
          log -> duration(log) >= least && values(log, "log.level").contains("ERROR"));
    }
  }

  private static String where(String name) {
    String last = name.substring(name.lastIndexOf('-') + 1);
    if (name.startsWith("is-")) {
      return "log.level: " + last;
    }
    if (name.startsWith("not-")) {
      return "not log.level: " + last;
    }
    String slow = "event.duration >= " + last;
    return name.startsWith("slow-error-") ? "log.level: ERROR and " + slow : slow;
  }

  private static RuleSet rules() {
    StringBuilder yaml = new StringBuilder("rules:\n");
    int samples = 0;
    for (String name : SELECTS.keySet()) {
      for (String by : List.of("", "by: [host.name], ", "slot: 10s, ")) {
        String suffix = by.isEmpty() ? "all" : by.startsWith("by") ? "host" : "short";
        yaml.append("  - {name: ").append(name).append('.').append(suffix);
        yaml.append(", where: '").append(where(name)).append("', ").append(by);
        yaml.append("samples: ").append(samples++ % 3);
        // Of the lines of some, few are looked at.
        int bound = samples % 2 == 0 ? 1 : 100_000;
        yaml.append(", over: 1m, when: count() > ").append(bound).append("}\n");
      }
    }
    return RuleSet.compile(
        new RuleBundle(List.of(new RuleBundle.File("rules.yaml", yaml.toString()))));
  }

  private static List<?> values(TestingLog log, String field) {
    Object value = log.fields().getOrDefault(field, List.of());
    return value instanceof List<?> list ? list : List.of(value);
  }

  private static long duration(TestingLog log) {
    return log.fields().get("event.duration") instanceof Long number ? number : -1;
  }

  @Test
  void itIsWhatEachRuleSaysOfEachLog() {
    RuleSet rules = rules();
    long seed = Long.getLong("tocsin.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int round = 0; round < 60; round++) {
      List<TestingLog> logs = logs(random);
      int atOnce = 1 + random.nextInt(random.nextBoolean() ? 40 : 2_000);
      Counts counts = new Counts(rules, logs, atOnce);
      assertThat(counts.logs).as("seed %d, round %d", seed, round).isEqualTo(counted(rules, logs));
    }
  }

  /** What was handed over, put together. */
  private static final class Counts {
    private final Map<String, Long> logs = new HashMap<>();

    Counts(RuleSet rules, List<TestingLog> arriving, int atOnce) {
      LocalSlots slots = new LocalSlots();
      TreeMap<Long, RuleSet> inForce = new TreeMap<>();
      inForce.put(RuleTimeline.FROM_THE_BEGINNING, rules);
      slots.put(inForce);
      int waiting = 0;
      for (TestingLog log : arriving) {
        slots.add(log.over(slots.fields()));
        if (++waiting % atOnce == 0) {
          slots.drain(this::take);
          assertThat(slots.size()).isZero();
        }
      }
      slots.drain(this::take);
    }

    private void take(GroupPartials group) {
      String key = group.key().asMap().getOrDefault("host.name", "");
      for (GroupPartials.Entry entry : group.entries()) {
        String place = key + " " + entry.seriesId() + " " + entry.slotMillis();
        if (entry.partial() instanceof CountPartial count) {
          assertThat(count.count()).isPositive();
          logs.merge(place, count.count(), Long::sum);
        }
      }
    }
  }

  private static Map<String, Long> counted(RuleSet rules, List<TestingLog> logs) {
    Map<String, Long> counted = new HashMap<>();
    for (TestingLog log : logs) {
      Set<String> places = new HashSet<>();
      for (CompiledRule rule : rules.rules()) {
        String name = rule.name();
        Object host = name.endsWith("host") ? log.fields().get("host.name") : "";
        if (host != null && selects(name.substring(0, name.indexOf('.')), log)) {
          long slot = rule.width().slotOf(log.timeMillis());
          // Rules that select the same share a series, in which a log is counted once.
          places.add(host + " " + rule.presence() + " " + slot);
        }
      }
      places.forEach(place -> counted.merge(place, 1L, Long::sum));
    }
    return counted;
  }

  private static boolean selects(String name, TestingLog log) {
    return Objects.requireNonNull(SELECTS.get(name)).test(log);
  }

  private static List<TestingLog> logs(Random random) {
    List<TestingLog> logs = new ArrayList<>();
    int hosts = 1 + random.nextInt(4);
    boolean late = random.nextBoolean();
    long millis = START;
    for (int i = 0; i < 3_000; i++) {
      millis += random.nextInt(100);
      Map<String, Object> fields = new HashMap<>();
      fields.put("message", "line " + i);
      if (random.nextInt(20) > 0) {
        fields.put("host.name", "web-" + random.nextInt(hosts));
      }
      fields.put("log.level", LEVELS.get(random.nextInt(LEVELS.size())));
      if (random.nextInt(50) == 0) {
        fields.put("log.level", List.of("INFO", "ERROR"));
      }
      if (random.nextInt(10) > 0) {
        fields.put("event.duration", (long) random.nextInt(600));
      }
      long behind = late && random.nextInt(5) == 0 ? random.nextInt(150_000) : 0;
      logs.add(new TestingLog(millis - behind, fields));
    }
    return logs;
  }
}
