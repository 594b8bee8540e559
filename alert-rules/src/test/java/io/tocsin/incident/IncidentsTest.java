package io.tocsin.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.aggregate.CountPartial;
import io.tocsin.engine.GroupPartials;
import io.tocsin.rule.CompiledRule;
import io.tocsin.rule.RuleFiles;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IncidentsTest {
  private static final long NOW = 1_760_000_040_000L / 60_000 * 60_000;

  private final Incidents incidents = new Incidents();

  @Test
  void theEnginesOwnRulesAreWithoutFault() {
    assertThat(RuleFiles.read(Incidents.rules().bundle(), null).diagnostics().render()).isEmpty();
    assertThat(Incidents.rules().rules())
        .extracting(CompiledRule::name)
        .containsExactly(
            "tocsin/late-logs-dropped",
            "tocsin/group-limit",
            "tocsin/rules-rejected",
            "tocsin/rule-failed");
  }

  /** Whoever is called about lost logs should not have to wait for the end of a minute. */
  @Test
  void theyAreToldAtOnce() {
    assertThat(Incidents.rules().rules()).allMatch(rule -> rule.logic().firesEarly());
  }

  @ParameterizedTest
  @EnumSource
  void everyKindIsCountedByARule(Incident.Kind kind) {
    incidents.add(new Incident(kind, "a-subject", 3, "what happened"));
    List<GroupPartials> counted = drained();
    assertThat(counted).hasSize(1);
    assertThat(counted.get(0).key().value("tocsin.subject")).isEqualTo("a-subject");
    assertThat(drained()).isEmpty();
  }

  @Test
  void thoseOfOneKindAndSubjectAreOneLog() {
    for (int i = 0; i < 1_000; i++) {
      incidents.add(new Incident(Incident.Kind.GROUP_LIMIT, "rule-" + i % 2, 1, "too many"));
    }
    assertThat(drained())
        .hasSize(2)
        .allSatisfy(
            group ->
                assertThat(group.entries())
                    .extracting(GroupPartials.Entry::partial)
                    .filteredOn(CountPartial.class::isInstance)
                    .extracting(partial -> ((CountPartial) partial).count())
                    .containsExactly(1L));
  }

  private List<GroupPartials> drained() {
    List<GroupPartials> drained = new ArrayList<>();
    incidents.drain(NOW, drained::add);
    return drained;
  }
}
