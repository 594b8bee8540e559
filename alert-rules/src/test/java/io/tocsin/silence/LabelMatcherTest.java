package io.tocsin.silence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.alert.Alert;
import io.tocsin.message.TestingAlerts;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelMatcherTest {
  private static final Alert ALERT =
      TestingAlerts.alert()
          .labels(Map.of("severity", "critical", "service.name", "check \"out\"\n"))
          .level("page")
          .firing();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          alertname=checkout-errors          | true
          host.name=web-1                    | true
          host_name=web-1                    | true
          host.name = web-2                  | false
          host.name!=web-2                   | true
          host.name=~web-.*                  | true
          host.name=~web                     | false
          host.name!~web-.*                  | false
          severity="critical"                | true
          level=page                         | true
          service_name="check \\"out\\"\\n"  | true
          absent=                            | true
          absent!=x                          | true
          absent=x                           | false
          """)
  void aLabelIsAsItIsWritten(String text, boolean expected) {
    LabelMatcher matcher = LabelMatcher.parse(text);

    assertThat(matcher.matches(ALERT)).isEqualTo(expected);
    assertThat(LabelMatcher.parse(matcher.toString())).isEqualTo(matcher);
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "", "two words", "\"", "a\\b", "it's", "a\nb", "=", "{x}"})
  void everyValueCanBeWritten(String value) {
    LabelMatcher matcher = LabelMatcher.equal("host.name", value);

    assertThat(LabelMatcher.parse(matcher.toString())).isEqualTo(matcher);
    assertThat(matcher.matches(TestingAlerts.alert().host(value).firing())).isTrue();
    assertThat(matcher.matches(TestingAlerts.alert().host(value + "x").firing())).isFalse();
  }

  @Test
  void mistakesAreNamed() {
    assertThatThrownBy(() -> LabelMatcher.parse("checkout"))
        .hasMessageStartingWith("expected a label such as severity=critical");
    assertThatThrownBy(() -> LabelMatcher.parse("a=~["))
        .hasMessageStartingWith("not a regular expression in 'a=~['");
    assertThatThrownBy(() -> LabelMatcher.parse("a=\"b"))
        .hasMessage("a quotation mark is missing at the end of 'a=\"b'");
  }
}
