package io.tocsin.engine;

import io.tocsin.rule.RuleBundle;
import io.tocsin.rule.RuleSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Random rules and random logs: few groups, few minutes, thresholds within reach, so that most
 * cases have alerts that start, end, and are changed by late logs.
 */
record Scenario(RuleSet rules, List<TestingLog> logs, long lateMillis, long until) {
  static final long START = 1_760_000_040_000L / 60_000 * 60_000;
  private static final long MINUTE = 60_000;
  private static final int LATE_MINUTES = 3;

  /** Rules, as the files that say them. */
  static RuleBundle randomRules(Random random) {
    return new RuleBundle(List.of(new RuleBundle.File("rules.yaml", rules(random))));
  }

  /** Logs for these rules. */
  static Scenario random(RuleSet rules, Random random) {
    List<TestingLog> logs = logs(random);
    long last = logs.stream().mapToLong(TestingLog::timeMillis).max().orElse(START);
    long until = (Math.floorDiv(last, MINUTE) + 1 + random.nextInt(12)) * MINUTE;
    return new Scenario(rules, logs, LATE_MINUTES * MINUTE, until);
  }

  String yaml() {
    return rules.bundle().files().get(0).text();
  }

  private static String rules(Random random) {
    StringBuilder yaml = new StringBuilder("rules:\n");
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      yaml.append(rule(random, "rule-" + i));
    }
    return yaml.toString();
  }

  private static String rule(Random random, String name) {
    return random.nextInt(8) == 0 ? silenceRule(random, name) : countingRule(random, name);
  }

  /** A rule of one that asks for logs to be missing. */
  static String silenceRule(Random random, String name) {
    return rule(random, name, 3);
  }

  /** A rule that only logs make true. */
  static String countingRule(Random random, String name) {
    int kind = random.nextInt(8);
    return rule(random, name, kind < 3 ? kind : kind + 1);
  }

  private static String rule(Random random, String name, int kind) {
    List<String> lines = new ArrayList<>();
    lines.add("  - name: " + name);
    if (random.nextInt(3) > 0) {
      lines.add(
          "    where: '" + pick(random, "log.level: ERROR", "service.name: a", "took > 3") + "'");
    }
    if (random.nextInt(3) > 0) {
      lines.add(
          "    by: [" + pick(random, "host.name", "service.name", "host.name, service.name") + "]");
    }
    int width = pick(random, 60, 60, 30, 10);
    if (width < 60) {
      lines.add("    slot: " + width + "s");
    }
    lines.add("    over: " + (width * (1 + random.nextInt(5))) + "s");
    lines.add("    late: " + LATE_MINUTES + "m");
    lines.add("    forget_after: 24h");
    int n = 1 + random.nextInt(8);
    switch (kind) {
      case 0, 1 -> {
        lines.add("    when: count() > " + n);
        if (random.nextBoolean()) {
          lines.add("    resolve_when: count() < " + Math.max(1, n - 2));
        }
      }
      case 2 -> {
        lines.add("    when: 'count(where log.level: ERROR) / count() > 40%'");
        lines.add("    given: count() >= " + n);
      }
      case 3 -> lines.add("    when: count() == 0");
      case 4 -> lines.add("    when: 'count() > 2 * count() offset 2m and count() > " + n + "'");
      case 5 -> lines.add("    when: avg(took) > 4");
      case 6 -> lines.add("    when: 'p90(took) > 7 or max(took) < 2'");
      case 7 ->
          lines.add("    when: {warning: 'count() > 1', critical: 'count() > " + (n + 1) + "'}");
      default -> lines.add("    when: 'distinct(host.name) + sum(took) > " + (4 * n) + "'");
    }
    if (random.nextInt(3) == 0) {
      lines.add("    for: " + (width * (1 + random.nextInt(3))) + "s");
    }
    if (random.nextInt(3) == 0) {
      lines.add("    keep_firing_for: " + (width * (1 + random.nextInt(3))) + "s");
    }
    if (random.nextInt(3) == 0) {
      lines.add("    no_data_for: " + (width * (1 + random.nextInt(4))) + "s");
    }
    if (random.nextInt(6) == 0) {
      lines.add("    wait: " + (10 * (1 + random.nextInt(6))) + "s");
    }
    return String.join("\n", lines) + "\n";
  }

  private static List<TestingLog> logs(Random random) {
    List<TestingLog> logs = new ArrayList<>();
    int bursts = 1 + random.nextInt(6);
    for (int burst = 0; burst < bursts; burst++) {
      long at = START + random.nextInt(25) * MINUTE + random.nextInt(60_000);
      int count = 1 + random.nextInt(14);
      int spread = 1 + random.nextInt(240_000);
      boolean failing = random.nextBoolean();
      for (int i = 0; i < count; i++) {
        logs.add(log(random, at + random.nextInt(spread), failing));
      }
    }
    return logs;
  }

  private static TestingLog log(Random random, long at, boolean failing) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("service.name", pick(random, "a", "a", "b"));
    fields.put("host.name", pick(random, "web-1", "web-2"));
    fields.put("log.level", failing || random.nextInt(4) == 0 ? "ERROR" : "INFO");
    fields.put("message", "line " + random.nextInt(100));
    switch (random.nextInt(5)) {
      case 0 -> fields.remove(pick(random, "service.name", "host.name", "log.level"));
      case 1 -> fields.put("took", random.nextInt(100) / 10.0);
      default -> fields.put("took", (long) random.nextInt(10));
    }
    return new TestingLog(at, fields, pick(random, "logs.a", "logs.a", "logs.b"));
  }

  /**
   * The logs as they arrive: each before the clock has passed its slot's end by {@code late}.
   *
   * @param disorder how many milliseconds a log may be behind a later one
   */
  List<TestingLog> arriving(Random random, long disorder) {
    Map<TestingLog, Long> arrival = new java.util.IdentityHashMap<>();
    logs.forEach(log -> arrival.put(log, log.timeMillis() + random.nextLong(disorder + 1)));
    return logs.stream().sorted(Comparator.comparing(arrival::get)).toList();
  }

  @SafeVarargs
  private static <T> T pick(Random random, T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
