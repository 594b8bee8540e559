package io.tocsin.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.message.TestingAlerts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiversReaderTest {
  private static final String FILE =
      """
      default: team-hook
      receivers:
        team-hook:
          webhook:
            url: https://hooks.example/tocsin
            headers: {X-Team: payments}
            bearer: ${env:HOOK_TOKEN}
        pager:
          webhook:
            url: ${env:PAGER_URL}
            basic: {username: tocsin, password: '${file:/run/secrets/pager}'}
          group_by: [alertname, service_name]
          group_wait: 0s
          group_interval: 1m
          repeat_interval: 30m
          timeout: 500ms
          give_up_after: 2h
          max_alerts: 7
          send_ended: false
        slack-payments:
          slack: {url: '${env:SLACK_URL}'}
        alertmanager:
          alertmanager: {url: 'http://alertmanager:9093'}
      routes:
        - match: {severity: critical, service_name: checkout}
          notify: [pager, slack-payments]
      """;

  private static Receivers read(String text) {
    Diagnostics diagnostics = new Diagnostics();
    Receivers receivers = ReceiversReader.read("receivers.yaml", text, diagnostics);
    assertThat(diagnostics.render()).isEmpty();
    return receivers;
  }

  @Test
  void whatIsLeftOutHasItsDefault() {
    Receiver receiver = read(FILE).get("team-hook");

    assertThat(receiver)
        .isEqualTo(
            new Receiver(
                "team-hook",
                new Channel.Webhook(
                    new Endpoint(
                        new Secret("https://hooks.example/tocsin"),
                        Map.of("X-Team", new Secret("payments")),
                        new Credentials.Bearer(new Secret("${env:HOOK_TOKEN}"))),
                    null),
                new Grouping(
                    List.of("alertname"),
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(5),
                    Duration.ofHours(4)),
                Duration.ofSeconds(10),
                Duration.ofHours(1),
                500,
                true,
                List.of()));
  }

  @Test
  void everyKeyIsRead() {
    Receiver receiver = read(FILE).get("pager");

    assertThat(receiver)
        .isEqualTo(
            new Receiver(
                "pager",
                new Channel.Webhook(
                    new Endpoint(
                        new Secret("${env:PAGER_URL}"),
                        Map.of(),
                        new Credentials.Basic(
                            new Secret("tocsin"), new Secret("${file:/run/secrets/pager}"))),
                    null),
                new Grouping(
                    List.of("alertname", "service_name"),
                    Duration.ZERO,
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(30)),
                Duration.ofMillis(500),
                Duration.ofHours(2),
                7,
                false,
                List.of()));
  }

  @Test
  void anAlertmanagerIsToldOfEverythingAtOnceAndEachMinute() {
    assertThat(read(FILE).get("alertmanager"))
        .extracting(Receiver::largestMessage)
        .isEqualTo(100_000);
    assertThat(read(FILE).get("alertmanager"))
        .extracting(Receiver::grouping)
        .isEqualTo(new Grouping(List.of(), Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1)));
  }

  @Test
  void aRuleNamesItsReceiversOrTheRoutesChooseOrTheDefaultIsTold() {
    Receivers receivers = read(FILE);
    TestingAlerts checkout =
        TestingAlerts.alert().labels(Map.of("severity", "critical", "service.name", "checkout"));

    assertThat(receivers.of(checkout.firing())).containsExactly("pager", "slack-payments");
    assertThat(receivers.of(TestingAlerts.alert().firing())).containsExactly("team-hook");
    assertThat(receivers.of(checkout.to("pager").firing())).containsExactly("pager");
    assertThat(receivers.of(checkout.to().firing())).isEmpty();
  }

  @Test
  void theDefaultStandsInForAReceiverThatDoesNotExist() {
    assertThat(read(FILE).of(TestingAlerts.alert().to("pager", "pagr").firing()))
        .containsExactly("pager", "team-hook");
  }

  @Test
  void aBotHasAThreadForEachAlert() {
    Receiver bot =
        read("receivers: {a: {slack: {bot_token: '${env:TOKEN}', channel: C0123}}}").get("a");

    assertThat(bot)
        .isEqualTo(
            new Receiver(
                "a",
                new Channel.SlackBot(
                    new Endpoint(
                        new Secret("https://slack.com/api"),
                        Map.of(),
                        new Credentials.Bearer(new Secret("${env:TOKEN}"))),
                    "C0123"),
                Grouping.EACH_ALONE,
                Receiver.TIMEOUT,
                Receiver.GIVE_UP_AFTER,
                10,
                true,
                List.of()));
  }

  @Test
  void muteTimesAreNamed() {
    Receiver receiver =
        read("""
                mute_times:
                  nights: {days: [mon-fri], hours: '20:00-06:00', zone: Europe/Berlin}
                  weekends: [{days: [sat, sun]}]
                receivers:
                  a:
                    webhook: {url: 'http://a', ca: /etc/ca.pem}
                    mute: [nights, weekends]
                """)
            .get("a");

    Objects.requireNonNull(receiver);
    assertThat(receiver.mutes()).extracting(MuteTime::name).containsExactly("nights", "weekends");
    assertThat(receiver.channel().endpoint().ca()).isEqualTo("/etc/ca.pem");
  }

  @Test
  void anEmptyFileTellsNobody() {
    assertThat(read("").all()).isEmpty();
    assertThat(read("").of(TestingAlerts.alert().firing())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          receivers: {a: {webhok: {url: 'http://a'}}}                | Y011 1:16 expected one of 'webhook', 'slack' and 'alertmanager'; Y008 1:17 unknown key 'webhok'
          receivers: {a: {webhook: {}}}                              | Y009 1:26 missing key 'url'
          receivers: {a: {webhook: {url: 'ftp://a'}}}                | Y011 1:33 expected an http or https address, got 'ftp://a'
          receivers: {a: {webhook: {url: 'http://a'}, timeout: ten}} | Y011 1:54 expected a duration such as 10s, got 'ten'
          receivers: {a: {webhook: {url: 'http://a'}, timeout: 5}}   | Y011 1:54 expected a duration such as 10s, got '5'
          receivers: {A B: {webhook: {url: 'http://a'}}}             | Y011 1:13 expected a name of lower-case letters, digits and '-', got 'A B'
          receivers: {a: {slack: {url: 'http://a'}}, b: 5}           | Y010 1:47 expected a mapping for receiver 'b', got text
          receivers: {a: {webhook: {url: 'http://a', headers: {'x y': z}}}} | Y011 1:55 not the name of a header: 'x y'
          receivers: {a: {slack: {bot_token: x}}}                    | Y009 1:24 missing key 'channel'
          receivers: {a: {webhook: {url: 'http://a'}, mute: [nigts]}} | Y011 1:52 no mute time 'nigts'
          mute_times: {nights: {zone: Europe/Berln}}                 | R011 1:29 unknown time zone 'Europe/Berln'
          mute_times: {nights: 5}                                    | Y010 1:22 expected a mapping for 'nights', got text
          default: a                                                 | Y011 1:10 no receiver 'a'
          routes: [{notify: []}]                                     | Y009 1:10 missing key 'match'
          routes: [{match: {a: b}}]                                  | Y009 1:10 missing key 'notify'
          routes: [{match: {a: b}, notify: [x]}]                     | Y011 1:35 no receiver 'x'
          [a]                                                        | Y010 1:1 expected a mapping with 'receivers', 'routes', 'default', got a list
          """)
  void mistakesAreReportedWhereTheyStand(String text, String expected) {
    Diagnostics diagnostics = new Diagnostics();

    ReceiversReader.read("receivers.yaml", text, diagnostics);

    List<String> found =
        diagnostics.list().stream()
            .map(
                problem ->
                    "%s %d:%d %s"
                        .formatted(
                            problem.code().id(),
                            problem.position().line(),
                            problem.position().column(),
                            problem.message()))
            .toList();
    assertThat(String.join("; ", found)).isEqualTo(expected);
  }
}
