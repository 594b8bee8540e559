package io.tocsin.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.diagnostic.Diagnostic;
import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.document.Mask;
import io.tocsin.document.ParseStep;
import io.tocsin.document.SourceFormat;
import io.tocsin.document.SourceSpec;
import io.tocsin.document.TimestampFormat;
import io.tocsin.field.FieldCatalogue;
import io.tocsin.receiver.Secret;
import io.tocsin.receiver.SecretSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SettingsReaderTest {
  private static final String LEAST =
      """
      kafka: {bootstrap: 'localhost:9092'}
      sources: [{name: app, topics: [logs]}]
      checkpoints: {bucket: tocsin}
      """;

  private final Diagnostics diagnostics = new Diagnostics();

  @Test
  void aTopicMayBeSilentForEver() {
    Settings settings = read(LEAST.replace("[logs]", "[logs], silent_after: never"));

    assertThat(settings.sources().get(0).silentAfter()).isNull();
  }

  @Test
  void fillsInWhatIsLeftOut() {
    Settings settings = read(LEAST);

    SourceSettings source = settings.sources().get(0);
    assertThat(source.spec().format()).isEqualTo(SourceFormat.ECS);
    assertThat(source.outOfOrderness()).isEqualTo(Duration.ofSeconds(5));
    assertThat(source.clockMovesOnSilence()).isTrue();
    assertThat(source.silentAfter()).isEqualTo(Duration.ofMinutes(2));
    assertThat(settings.topics()).isEqualTo(TopicNames.DEFAULT);
    assertThat(settings.rules()).isEqualTo("rules");
    assertThat(settings.elasticsearch()).isNull();
    assertThat(settings.checkpoints().interval()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.parallelism()).isEqualTo(1);
  }

  @Test
  void readsParseStepsAndMasks() {
    Settings settings =
        read(
            LEAST.replace(
                "[{name: app, topics: [logs]}]",
                """

                  - name: app
                    topics: [logs]
                    parse:
                      - {json: payload}
                      - {json: message, into: app}
                      - {dissect: '%{a} %{b}', field: line}
                      - {grok: '%{NUMBER:took:int}'}
                      - {grok: ['%{X}', 'b'], definitions: {X: 'x+'}}
                      - {regex: '(?P<a>b)'}
                    mask: [tokens, card_numbers, {field: '*.pin'}, {regex: 'k=(.)'}]
                """));

    SourceSpec spec = settings.sources().get(0).spec();
    assertThat(spec.parse())
        .containsExactly(
            new ParseStep.Json("payload", ""),
            new ParseStep.Json("message", "app"),
            new ParseStep.Dissect("line", "%{a} %{b}"),
            new ParseStep.Grok("message", List.of("%{NUMBER:took:int}"), Map.of()),
            new ParseStep.Grok("message", List.of("%{X}", "b"), Map.of("X", "x+")),
            new ParseStep.Regex("message", "(?P<a>b)"));
    assertThat(spec.masks())
        .containsExactly(
            new Mask.Known(Mask.Secret.TOKENS),
            new Mask.Known(Mask.Secret.CARD_NUMBERS),
            new Mask.Field("*.pin"),
            new Mask.Matching("k=(.)"));
  }

  @Test
  void reportsEachWrongStepAndMaskWhereItStands() {
    assertThat(
            SettingsReader.read(
                "tocsin.yaml",
                """
                kafka: {bootstrap: 'localhost:9092'}
                sources:
                  - name: app
                    topics: [logs]
                    parse:
                      - {json: a, regex: b}
                      - {regex: 'no group'}
                      - {grok: ['%{NUMBER:n}', '(?=x)']}
                      - {dissect: '%{a}', into: b}
                      - message
                    mask:
                      - pasword
                      - {regex: '('}
                      - {}
                checkpoints: {bucket: tocsin}
                """,
                diagnostics))
        .isNull();
    assertThat(diagnostics.list())
        .extracting(found -> found.headline().replace("tocsin.yaml:", ""))
        .satisfiesExactly(
            each -> assertThat(each).startsWith("6:9: error[Y011]: expected one of json, dissect"),
            each -> assertThat(each).startsWith("7:18: error[Y011]: regex: "),
            each -> assertThat(each).startsWith("8:33: error[Y011]: grok: "),
            each -> assertThat(each).startsWith("9:27: error[Y008]: unknown key 'into'"),
            each -> assertThat(each).startsWith("10:9: error[Y010]: expected a step"),
            each -> assertThat(each).startsWith("12:9: error[Y011]: expected tokens, passwords"),
            each -> assertThat(each).startsWith("13:18: error[Y011]: mask: "),
            each -> assertThat(each).startsWith("14:9: error[Y011]: expected one of field and"));
  }

  @Test
  void readsEverything() {
    Settings settings =
        read(
            """
            kafka:
              bootstrap: a:9092,b:9092
              properties: {security.protocol: SASL_SSL, sasl.jaas.config: '${env:JAAS}'}
            sources:
              - name: app
                topic_pattern: 'logs-.*'
                format: text
                timestamp: {field: time, format: epoch_millis}
                out_of_orderness: 30s
                clock: logs
                rename: {lvl: log.level}
                dataset: app
                dataset_field: labels.stream
                namespace: prod
            topics: {alerts: a, slots: s, dead_letters: d, silences: q}
            rules: s3://rules/live
            receivers: /etc/receivers.yaml
            checkpoints:
              endpoint: http://minio:9000
              bucket: b
              region: eu
              access_key: '${env:KEY}'
              secret_key: '${file:/run/secret}'
              ca: /s3-ca.pem
              path_style: false
              interval: 10s
            elasticsearch: {urls: ['https://es:9200'], api_key: '${env:API_KEY}', ca: /ca.pem,
                            retention: {logs: 7d, alert_history: 720h}}
            kibana: https://kibana.example/
            parallelism: 4
            """);

    SourceSettings source = settings.sources().get(0);
    assertThat(Objects.requireNonNull(source.topicPattern()).pattern()).isEqualTo("logs-.*");
    assertThat(source.spec().timestampFormat())
        .isEqualTo(new TimestampFormat.Epoch(TimestampFormat.EpochUnit.MILLIS));
    assertThat(source.spec().dataset()).isEqualTo("app");
    assertThat(source.spec().namespace()).isEqualTo("prod");
    assertThat(source.spec().datasetField()).isEqualTo("labels.stream");
    assertThat(source.clockMovesOnSilence()).isFalse();
    assertThat(settings.kafka().client(secrets("JAAS", "login")))
        .containsEntry("bootstrap.servers", "a:9092,b:9092")
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("sasl.jaas.config", "login");
    assertThat(settings.topics()).isEqualTo(new TopicNames("a", "s", "d", "q"));
    assertThat(settings.checkpoints().ca()).isEqualTo("/s3-ca.pem");
    assertThat(settings.checkpoints().secretKey()).isEqualTo(new Secret("${file:/run/secret}"));
    assertThat(Objects.requireNonNull(settings.elasticsearch()).retention())
        .isEqualTo(new Retention(Duration.ofDays(7), null, Duration.ofDays(30), null));
    assertThat(settings.kibana()).isEqualTo("https://kibana.example");
    assertThat(settings.parallelism()).isEqualTo(4);
  }

  @Test
  void reportsEveryMistakeOfAFile() {
    Settings settings =
        SettingsReader.read(
            "tocsin.yaml",
            """
            kafka: {bootstap: x}
            sources:
              - {name: a, format: xml, topics: [t], clock: sun}
              - {name: a, topics: [t], out_of_orderness: 5}
              - {name: b, timestamp: {format: 'qqqq{'}, dataset: A}
            checkpoints: {bucket: b, endpoint: minio, access_key: '${env:A}'}
            elasticsearch: {urls: [], user: x, retention: {logs: 7, slot: 1d}}
            paralelism: 2
            """,
            diagnostics);

    assertThat(settings).isNull();
    assertThat(diagnostics.list().stream().map(d -> d.code().id() + ": " + d.message()))
        .contains(
            "Y008: unknown key 'bootstap'",
            "Y011: expected one of ecs, otlp, text, got 'xml'",
            "Y011: expected one of proof, logs, got 'sun'",
            "Y011: a second source 'a'",
            "Y011: topic 't' is read by 'a' already",
            "Y011: expected a duration from 0s to 3600s, got '5'",
            "Y009: missing key 'topics'",
            "Y011: expected an http or https address, got 'minio'",
            "Y009: missing key 'secret_key'",
            "Y009: missing key 'urls'",
            "Y009: missing key 'password'",
            "Y011: expected a duration from 3600s to 3153600000s, got '7'",
            "Y008: unknown key 'slot'",
            "Y008: unknown key 'paralelism'")
        .hasSize(16);
  }

  @Test
  void filtersOfDropAreCheckedAgainstTheFieldsBesideTheRules() {
    String drop = "drop: ['log.level: DEBUG', 'took < 5ms', 'took: quick', 'servise.name: a', '']";
    FieldCatalogue team =
        FieldCatalogue.ecs().with("fields.yaml", "took: {type: long, unit: ms}", diagnostics);
    List<String> asked = new ArrayList<>();

    Settings settings =
        SettingsReader.read(
            "tocsin.yaml",
            LEAST.replace("topics: [logs]", "topics: [logs], " + drop) + "rules: s3://live/rules\n",
            rules -> {
              asked.add(rules);
              return team;
            },
            diagnostics);

    assertThat(settings).isNull();
    assertThat(asked).containsExactly("s3://live/rules");
    assertThat(diagnostics.list())
        .extracting(Diagnostic::headline)
        .containsExactly(
            "tocsin.yaml:2:87: error[K006]: expected a number for took, got 'quick'",
            "tocsin.yaml:2:96: warning[F001]: unknown field 'servise.name'",
            "tocsin.yaml:2:115: error[Y011]: every log would be dropped");
  }

  @Test
  void withoutFieldsOnlyTheSyntaxOfAFilterIsLookedAt() {
    assertThat(
            read(LEAST.replace("topics: [logs]", "topics: [logs], drop: 'took < 5ms'"))
                .sources()
                .get(0)
                .drop())
        .containsExactly("took < 5ms");

    assertThat(
            SettingsReader.read(
                "tocsin.yaml",
                LEAST.replace("topics: [logs]", "topics: [logs], drop: 'a: (b'"),
                diagnostics))
        .isNull();
  }

  @Test
  void warnsOfASecretInTheFileWithoutShowingIt() {
    Settings settings =
        SettingsReader.read(
            "tocsin.yaml",
            LEAST.replace("tocsin}", "tocsin, access_key: '${env:A}',\n  secret_key: hunter2}"),
            diagnostics);

    assertThat(diagnostics.list())
        .extracting(Diagnostic::headline)
        .containsExactly("tocsin.yaml:4:3: warning[S001]: 'secret_key' is written in the file");
    assertThat(diagnostics.render()).contains("secret_key: *******}").doesNotContain("hunter2");
    assertThat(String.valueOf(settings)).doesNotContain("hunter2");
  }

  @Test
  void refusesAnEmptyFile() {
    assertThat(SettingsReader.read("tocsin.yaml", "", diagnostics)).isNull();
    assertThat(diagnostics.list()).hasSize(1);
  }

  private Settings read(String text) {
    Settings settings = SettingsReader.read("tocsin.yaml", text, diagnostics);
    assertThat(diagnostics.render()).isEmpty();
    return Objects.requireNonNull(settings);
  }

  private static SecretSource secrets(String name, String value) {
    return new SecretSource() {
      @Override
      public @Nullable String variable(String wanted) {
        return wanted.equals(name) ? value : null;
      }

      @Override
      public String file(String path) {
        throw new AssertionError("no file is named");
      }
    };
  }
}
