package io.tocsin.benchmark.workload;

import io.tocsin.rule.RuleBundle;
import io.tocsin.rule.RuleFiles;
import io.tocsin.rule.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Rules as a company has them: of 100, some 60 name a service and a level, 15 a phrase of the
 * message, 15 a range, 5 a wildcard, 5 nothing that a log must equal. A third is grouped by host.
 *
 * <p>Windows and thresholds differ, and what is slow is said in round numbers; so many rules count
 * the same, as they do in life.
 */
public final class RuleWorkload {
  private static final int RULES_A_FILE = 500;

  private RuleWorkload() {}

  /**
   * As many rules, compiled.
   *
   * @throws IllegalStateException if they are not what the language says
   */
  public static RuleSet rules(int count) {
    RuleFiles.Reading reading = RuleFiles.read(bundle(count), null);
    if (!reading.refused().isEmpty() || reading.rules().rules().size() != count) {
      throw new IllegalStateException("rules refused: " + reading.diagnostics());
    }
    return reading.rules();
  }

  /** As many rules, as the files that a team would write. */
  public static RuleBundle bundle(int count) {
    return bundle(count, 0);
  }

  /**
   * As many rules, with windows of one length.
   *
   * @param overMinutes how long all windows are; 0 for lengths of 1 to 10 minutes, as usual
   */
  public static RuleBundle bundle(int count, int overMinutes) {
    SplittableRandom random = new SplittableRandom(count);
    List<RuleBundle.File> files = new ArrayList<>();
    StringBuilder yaml = new StringBuilder("rules:\n");
    for (int number = 0; number < count; number++) {
      append(number, random, overMinutes, yaml);
      if ((number + 1) % RULES_A_FILE == 0 || number + 1 == count) {
        files.add(new RuleBundle.File("rules-" + files.size() + ".yaml", yaml.toString()));
        yaml = new StringBuilder("rules:\n");
      }
    }
    return new RuleBundle(files);
  }

  /** The same and one rule more, which groups all logs by their traces, however many there are. */
  public static RuleBundle withTraces(int count) {
    List<RuleBundle.File> files = new ArrayList<>(bundle(count).files());
    String rule =
        """
        rules:
          - name: traces
            by: [trace.id]
            over: 10m
            when: count() > 100000
            limits: {groups: 2000000}
        """;
    files.add(new RuleBundle.File("traces.yaml", rule));
    return new RuleBundle(files);
  }

  private static void append(
      int number, SplittableRandom random, int overMinutes, StringBuilder yaml) {
    int usual = 1 + random.nextInt(10);
    int minutes = overMinutes == 0 ? usual : overMinutes;
    yaml.append("  - name: rule-").append(number).append('\n');
    yaml.append("    where: '").append(filter(random)).append("'\n");
    if (random.nextInt(3) == 0) {
      yaml.append("    by: [host.name]\n");
    }
    yaml.append("    over: ").append(minutes).append("m\n");
    yaml.append("    when: count() > ").append(100_000 + random.nextInt(100_000)).append('\n');
  }

  private static String filter(SplittableRandom random) {
    String service = "service.name: \"" + Names.service(random.nextInt(Names.SERVICES)) + "\"";
    String phrase =
        "message: \"by " + pick(Names.REASONS, random) + " after " + random.nextInt(5_000) + "\"";
    String range = "event.duration >= " + 500_000_000L * (4 + random.nextInt(4));
    int kind = random.nextInt(100);
    if (kind < 60) {
      return service + " and log.level: " + pick(Names.LEVELS, random);
    }
    if (kind < 75) {
      return kind < 70 ? service + " and " + phrase : phrase;
    }
    if (kind < 90) {
      return kind < 85 ? service + " and " + range : range;
    }
    if (kind < 95) {
      return "host.name: host-" + random.nextInt(20) + "* and url.path: *ser* and " + service;
    }
    return "not log.level: " + pick(Names.LEVELS, random) + " and " + range;
  }

  private static String pick(List<String> of, SplittableRandom random) {
    return of.get(random.nextInt(of.size()));
  }
}
