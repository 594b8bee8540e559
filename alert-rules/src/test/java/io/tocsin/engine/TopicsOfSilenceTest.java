package io.tocsin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.Transition;
import io.tocsin.rule.RuleBundle;
import io.tocsin.rule.RuleSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** An alert for want of logs says from which topics those came that are missing. */
class TopicsOfSilenceTest {
  private static final long MINUTE = 60_000;
  private static final String MISSING =
      "{name: missing, by: [host.name], late: 1m, when: 'count()[5m] == 0'}";

  private TestingCluster cluster = cluster(MISSING);

  private static TestingCluster cluster(String... rules) {
    return new TestingCluster(rules(rules), 2, new Random(1));
  }

  private static RuleSet rules(String... rules) {
    String yaml = "rules: [%s]".formatted(String.join(", ", rules));
    RuleSet set = RuleSet.compile(new RuleBundle(List.of(new RuleBundle.File("r.yaml", yaml))));
    assertThat(set.rules()).hasSize(rules.length);
    return set;
  }

  private void log(String host, String topic, long minute) {
    log(host, topic, minute, "INFO");
  }

  private void log(String host, String topic, long minute, String level) {
    cluster.add(
        new TestingLog(
            Scenario.START + minute * MINUTE,
            Map.of("host.name", host, "log.level", level),
            topic));
  }

  private void goTo(long minute) {
    cluster.advanceTo(Scenario.START + minute * MINUTE);
  }

  /** The topics of the alert of a host that fires. */
  private List<String> fired(String host) {
    return records(host, Transition.FIRED).get(0).evidence().topics();
  }

  private List<AlertRecord> records(String host, Transition transition) {
    return cluster.said().stream()
        .filter(record -> record.transition() == transition)
        .filter(record -> record.alert().group().getOrDefault("host.name", "").equals(host))
        .toList();
  }

  @Test
  void eachGroupKnowsItsOwn() {
    log("web-1", "logs.a", 0);
    log("web-2", "logs.b", 0);
    log("web-3", "logs.a", 0);
    log("web-3", "logs.b", 1);
    goTo(2);
    cluster.restart();
    goTo(20);

    assertThat(fired("web-1")).containsExactly("logs.a");
    assertThat(fired("web-2")).containsExactly("logs.b");
    assertThat(fired("web-3")).containsExactly("logs.a", "logs.b");
  }

  @Test
  void aRuleWithoutGroupsKnowsThoseOfItsOwnLogs() {
    cluster =
        cluster(
            "{name: no-errors, where: 'log.level: ERROR', late: 1m, when: 'count()[5m] == 0'}",
            "{name: few, late: 1m, when: 'count()[5m] < 1'}",
            "{name: many, late: 1m, over: 5m, when: count() > 1}");
    log("web-1", "logs.a", 0, "ERROR");
    log("web-1", "logs.b", 0, "INFO");
    goTo(20);

    assertThat(cluster.said())
        .filteredOn(record -> record.transition() == Transition.FIRED)
        .extracting(record -> record.alert().rule() + " " + record.evidence().topics())
        .containsExactlyInAnyOrder(
            "no-errors [logs.a]", "few [logs.a, logs.b]", "many []"); // a rule that rises asks none
  }

  /** Logs that the condition does not look at are not those that are missing. */
  @Test
  void theLogsThatCountAreThoseThatTheConditionReads() {
    cluster =
        cluster(
            "{name: missing, by: [host.name], late: 1m,"
                + " when: 'count(where log.level: ERROR)[5m] == 0'}");
    log("web-1", "logs.a", 0, "ERROR");
    log("web-1", "logs.b", 0, "INFO");
    goTo(20);

    assertThat(fired("web-1")).containsExactly("logs.a");
  }

  @Test
  void aTopicThatTheGroupHasLeftIsForgotten() {
    log("web-1", "logs.old", 0);
    log("web-1", "logs.a", 4);
    log("web-1", "logs.a", 7);
    goTo(20);

    assertThat(fired("web-1")).containsExactly("logs.a");
  }

  /** The slots of the last logs are gone by then. */
  @Test
  void topicsAreKnownForLongerThanSlots() {
    cluster =
        cluster("{name: missing, by: [host.name], late: 1m, for: 3h, when: 'count()[5m] == 0'}");
    log("web-1", "logs.a", 0);
    goTo(60);
    cluster.restart();
    goTo(240);

    assertThat(fired("web-1")).containsExactly("logs.a");
  }

  /** Logs that come again from elsewhere are not those that were missed. */
  @Test
  void whatWasSaidFirstStaysUntilTheAlertIsSettled() {
    log("web-1", "logs.a", 0);
    goTo(10);
    cluster.restart();
    log("web-1", "logs.b", 10);
    goTo(20);

    assertThat(cluster.said()).hasSizeGreaterThan(2);
    assertThat(records("web-1", Transition.ENDED)).hasSize(1);
    assertThat(cluster.said().subList(0, 4))
        .allSatisfy(record -> assertThat(record.evidence().topics()).containsExactly("logs.a"));
  }

  @Test
  void aRuleThatSelectsOtherLogsKnowsNothingOfThemYet() {
    cluster = cluster("{name: rare, where: 'log.level: ERROR', when: 'count()[5m] == 0'}");
    log("web-1", "logs.a", 0, "ERROR");
    goTo(1);
    cluster.put(
        Scenario.START + 2 * MINUTE,
        rules("{name: rare, where: 'log.level: WARN', when: 'count()[5m] == 0'}"));
    goTo(20);

    assertThat(cluster.said())
        .filteredOn(record -> record.transition() == Transition.FIRED)
        .isNotEmpty()
        .allSatisfy(record -> assertThat(record.evidence().topics()).isEmpty());
  }
}
