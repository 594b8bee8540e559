package io.tocsin.field;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.diagnostic.Diagnostic;
import io.tocsin.diagnostic.Diagnostics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldCatalogueTest {
  private final Diagnostics diagnostics = new Diagnostics();
  private final FieldCatalogue ecs = FieldCatalogue.ecs();

  @ParameterizedTest
  @CsvSource({
    "service.name, KEYWORD, NONE",
    "message, TEXT, NONE",
    "error.message, TEXT, NONE",
    "event.duration, LONG, NANOS",
    "http.response.bytes, LONG, BYTES",
    "http.response.status_code, LONG, NONE",
    "source.ip, IP, NONE",
    "@timestamp, DATE, NONE",
    "labels.app.kubernetes.io/name, KEYWORD, NONE",
    "log.syslog.structured_data.origin, KEYWORD, NONE",
    "http.response, OBJECT, NONE",
    "labels, OBJECT, NONE"
  })
  void knowsTheFieldsOfEcs(String name, FieldType type, Unit unit) {
    assertThat(ecs.find(name)).isEqualTo(new Field(name, type, unit));
  }

  @Test
  void knowsNoOtherFieldButHintsAtTheNearest() {
    assertThat(ecs.find("service.nam")).isNull();
    assertThat(ecs.hint("service.nam")).isEqualTo("did you mean 'service.name'?");
    assertThat(ecs.find("http.response.status_code.x")).isNull();
  }

  @Test
  void findsFieldsByPattern() {
    assertThat(ecs.matching("*.stat*_code"))
        .extracting(Field::name)
        .containsExactly("http.response.status_code");
    assertThat(ecs.matching("span*")).extracting(Field::name).containsExactly("span.id");
    assertThat(ecs.matching("nothing*")).isEmpty();
  }

  @Test
  void addsATeamsOwnFields() {
    FieldCatalogue fields =
        read("payment.provider: keyword\ntook: {type: integer, unit: ms}\nextra.*: double\n");

    assertThat(diagnostics.isEmpty()).isTrue();
    assertThat(fields.find("took")).isEqualTo(new Field("took", FieldType.LONG, Unit.MILLIS));
    assertThat(fields.find("payment")).isEqualTo(new Field("payment", FieldType.OBJECT, Unit.NONE));
    assertThat(fields.find("extra.a.b"))
        .isEqualTo(new Field("extra.a.b", FieldType.DOUBLE, Unit.NONE));
    assertThat(fields.find("service.name")).isEqualTo(ecs.find("service.name"));
  }

  @Test
  void reportsEveryDefinitionThatCannotBe() {
    FieldCatalogue fields =
        read(
            """
            a: keywort
            b: {type: long, unit: parsec}
            c: {unit: ms}
            d: {type: keyword, unit: ms}
            service.name: long
            log: keyword
            message.raw: keyword
            'e f': long
            g: [long]
            h.i: long
            h: long
            """);

    assertThat(diagnostics.list())
        .extracting(Diagnostic::headline)
        .containsExactly(
            "fields.yaml:1:4: error[F002]: unknown type 'keywort'",
            "fields.yaml:2:23: error[F005]: unknown unit 'parsec'",
            "fields.yaml:3:4: error[Y009]: missing key 'type'",
            "fields.yaml:4:26: error[F005]: a field of type keyword has no unit",
            "fields.yaml:5:1: error[F003]: 'service.name' is keyword in ECS, not long",
            "fields.yaml:6:1: error[F003]: 'log' has fields below it",
            "fields.yaml:7:1: error[F003]: 'message' is text, with no fields below it",
            "fields.yaml:8:2: error[F002]: not a field's name: 'e f'",
            "fields.yaml:9:4: error[F002]: expected a type, got a list",
            "fields.yaml:11:1: error[F003]: 'h' has fields below it");
    assertThat(fields.find("a")).isNull();
    assertThat(fields.find("h.i")).isNotNull();
  }

  private FieldCatalogue read(String text) {
    return ecs.with("fields.yaml", text, diagnostics);
  }
}
