package io.tocsin.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.rule.CompiledRule;
import io.tocsin.rule.RuleBundle;
import io.tocsin.rule.RuleSet;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ExplanationTest {
  private static final RuleSet RULES =
      RuleSet.compile(
          new RuleBundle(
              List.of(
                  new RuleBundle.File(
                      "a.yaml",
                      """
                      rules:
                        - name: failures
                          where: 'service.name: pay and not http.response.status_code: 404'
                          by: [host.name]
                          over: 5m
                          when: count(where http.response.status_code >= 500) > 10
                        - name: silence
                          when: count()[5m] == 0
                      """))));

  @Test
  void aRuleIsShownAsItWasUnderstood() {
    assertThat(explain("failures").rule())
        .contains("service.name: pay", "grouped by  host.name", "[5m]", "series ")
        .contains("within the slot");
    assertThat(explain("silence").rule())
        .contains("selects     every log", "when the slot is over");
  }

  @Test
  void eachClauseOfEachFilterIsTrueOrFalseOfALog() {
    String shown =
        explain("failures")
            .of(utf8("{\"service.name\":\"pay\",\"http.response.status_code\":404}"));

    assertThat(shown)
        .contains("false and")
        .contains("true  service.name: pay")
        .contains("false not")
        .contains("true  http.response.status_code: 404")
        .contains("false http.response.status_code >= 500");
  }

  @Test
  void whatIsNoLogIsSaid() {
    assertThatThrownBy(() -> explain("failures").of(utf8("no log")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Explanation explain(String name) {
    CompiledRule rule = Objects.requireNonNull(RULES.rule(name));
    return new Explanation(RULES, rule);
  }
}
