package io.tocsin.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.alert.EndReason;
import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.message.Notice.Status;
import io.tocsin.message.Writing.Request;
import io.tocsin.receiver.BodyNames;
import io.tocsin.receiver.Grouping;
import io.tocsin.receiver.Receiver;
import io.tocsin.receiver.Receivers;
import io.tocsin.receiver.ReceiversReader;
import io.tocsin.receiver.SecretSource;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTemplateTest {
  private static final Links LINKS = new Links("", "https://kibana.example", "logs-*");
  private static final SecretSource SECRETS =
      new SecretSource() {
        @Override
        public @Nullable String variable(String name) {
          return name.equals("KEY") ? "s3cret" : null;
        }

        @Override
        public String file(String path) throws IOException {
          throw new IOException("no files");
        }
      };

  private static Receiver receiver(String webhook) {
    Diagnostics diagnostics = new Diagnostics();
    String yaml = "receivers:\n  r:\n    webhook:\n" + webhook.indent(6);
    Receivers receivers = ReceiversReader.read("receivers.yaml", yaml, diagnostics);
    assertThat(diagnostics.render()).isEmpty();
    return Objects.requireNonNull(receivers.get("r"));
  }

  private static Receiver ready(String template) {
    return receiver(
        """
        url: https://example
        template: %s
        secret: ${env:KEY}
        """
            .formatted(template));
  }

  private static Request request(Receiver receiver, Notice... notices) {
    Notification notification =
        new Notification("r", Map.of("alertname", "checkout-errors"), List.of(notices), 0, 0);
    return new Writing(LINKS, SECRETS).request(receiver, notification, 0);
  }

  private static JsonNode json(Request request) throws IOException {
    return new ObjectMapper().readTree(request.body());
  }

  private static Notice firing(TestingAlerts alert) {
    return new Notice(Status.FIRING, alert.firing());
  }

  private static Notice ended() {
    return new Notice(Status.ENDED, TestingAlerts.alert().ended(EndReason.RECOVERED));
  }

  @Test
  void whatComesOutOfLogsCannotChangeTheShape() throws IOException {
    Receiver receiver =
        receiver(
            """
            url: https://example
            body: {text: '{{ group }}: {{ value }}', count: 1, loud: true, none: null, list: ['{{ labels.severity }}', x]}
            """);

    JsonNode body =
        json(request(receiver, firing(TestingAlerts.alert().host("\"},{\"${env:KEY}"))));

    assertThat(body)
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"text": "\\"},{\\"${env:KEY}: 101 (> 100)", "count": 1, "loud": true,
                     "none": null, "list": ["critical", "x"]}
                    """));
  }

  @Test
  void everyNameHasAValueAndALabelThatAnAlertHasNotIsEmpty() {
    Map<String, String> values =
        BodyValues.of(
            new Notification("r", Map.of(), List.of(ended()), 0, 0),
            Links.NONE,
            "",
            Set.of("labels.absent"));

    assertThat(values).containsKeys(BodyNames.ALL.toArray(String[]::new));
    assertThat(values).containsEntry("labels.absent", "");
  }

  @Test
  void pagerDutyGetsAnEventThatItsEndResolves() throws IOException {
    Receiver receiver = ready("pagerduty");
    Request trigger = request(receiver, firing(TestingAlerts.alert()));
    Request resolve = request(receiver, ended());

    assertThat(trigger.path()).isEqualTo("/v2/enqueue");
    JsonNode event = json(trigger);
    assertThat(event.path("routing_key").asText()).isEqualTo("s3cret");
    assertThat(event.path("event_action").asText()).isEqualTo("trigger");
    assertThat(event.at("/payload/summary").asText()).isEqualTo("Firing: checkout-errors web-1");
    assertThat(event.at("/payload/severity").asText()).isEqualTo("critical");
    assertThat(event.at("/payload/timestamp").asText()).isEqualTo("2026-08-22T10:05:00Z");
    assertThat(event.at("/payload/source").asText()).isEqualTo("web-1");
    assertThat(event.at("/payload/custom_details/silence").asText())
        .startsWith("tocsin silence add alertname=checkout-errors");
    assertThat(json(resolve).path("event_action").asText()).isEqualTo("resolve");
    assertThat(json(resolve).path("dedup_key")).isEqualTo(event.path("dedup_key"));
    assertThat(json(resolve)).hasSize(3);
    assertThat(receiver.grouping().by()).containsExactly(Grouping.ALL_LABELS);
  }

  @Test
  void opsgenieGetsAnAlertThatItsEndCloses() throws IOException {
    Receiver receiver = ready("opsgenie");
    Request create = request(receiver, firing(TestingAlerts.alert().host("w".repeat(500))));
    Request close = request(receiver, ended());

    assertThat(create.path()).isEqualTo("/v2/alerts");
    JsonNode alert = json(create);
    assertThat(alert.path("message").asText()).hasSizeLessThanOrEqualTo(130);
    assertThat(alert.path("priority").asText()).isEqualTo("P1");
    assertThat(alert.path("description").asText()).contains("Value: 101 (> 100)", "Window: 5m");
    assertThat(close.path())
        .isEqualTo("/v2/alerts/" + alert.path("alias").asText() + "/close?identifierType=alias");
  }

  @Test
  void teamsGetsACard() throws IOException {
    JsonNode card = json(request(ready("teams"), firing(TestingAlerts.alert())));

    assertThat(card.path("type").asText()).isEqualTo("message");
    assertThat(card.at("/attachments/0/contentType").asText())
        .isEqualTo("application/vnd.microsoft.card.adaptive");
    assertThat(card.at("/attachments/0/content/body/0/text").asText())
        .isEqualTo("Firing: checkout-errors web-1");
    assertThat(card.at("/attachments/0/content/body/3/text").asText())
        .startsWith("[Logs](https://kibana.example/app/discover");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "body: {a: '{{ vlaue }}'} | R009 5:20 no message has a 'vlaue'",
        "body: {a: '{{#value}}'} | R008 5:20 ",
        "template: pagerdutty | Y011 5:19 no ready template 'pagerdutty'",
        "template: pagerduty | Y009 4:9 missing key 'secret'",
        "body_ended: {a: b} | Y011 5:21 'body_ended' without 'body'"
      })
  void mistakesAreFoundBeforehand(String line) {
    String[] parts = line.split(" \\| ", 2);
    Diagnostics diagnostics = new Diagnostics();
    String yaml = "receivers:\n  r:\n    webhook:\n        url: http://a\n        " + parts[0];

    ReceiversReader.read("receivers.yaml", yaml, diagnostics);

    assertThat(diagnostics.list())
        .singleElement()
        .extracting(
            problem ->
                "%s %d:%d %s"
                    .formatted(
                        problem.code().id(),
                        problem.position().line(),
                        problem.position().column(),
                        problem.message()))
        .asString()
        .startsWith(parts[1].stripTrailing());
  }
}
