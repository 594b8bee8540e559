package io.tocsin.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessageTemplateTest {

  @Test
  void namesAreReplacedByTheirValues() {
    MessageTemplate template =
        MessageTemplate.of("{{ host.name }}: {{value}} of {{ labels.team }}");

    assertThat(template.names()).containsExactly("host.name", "value", "labels.team");
    assertThat(
            template.render(Map.of("host.name", "web-1", "value", "<5>", "labels.team", "a & b")))
        .isEqualTo("web-1: <5> of a & b");
  }

  @Test
  void aNameWithoutValueIsShownAndNeverAnEmptyText() {
    assertThat(MessageTemplate.of("on {{ host.nam }}").render(Map.of("host.name", "web-1")))
        .isEqualTo("on {{host.nam}}");
  }

  @Test
  void aValueIsNoTemplate() {
    assertThat(MessageTemplate.of("{{ value }}").render(Map.of("value", "{{ rule }}", "rule", "x")))
        .isEqualTo("{{ rule }}");
  }

  @Test
  void aNameReachesNoMethodOrFieldOfAValue() {
    MessageTemplate template = MessageTemplate.of("{{ value.class }} {{ value.length }}");

    assertThat(template.render(Map.of("value", "5"))).isEqualTo("{{value.class}} {{value.length}}");
  }

  @Test
  void whatIsNoVariableIsRefused() {
    for (String text :
        List.of("{{#a}}x{{/a}}", "{{^a}}x{{/a}}", "{{>a}}", "{{$a}}x{{/a}}", "{{#a}}", "{{a")) {
      assertThatThrownBy(() -> MessageTemplate.of(text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
