package io.tocsin.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tocsin.document.Mask.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "login password=hunter2 ok                 | login password=*** ok",
        "db_password: 'two words', x               | db_password: '***', x",
        "{\"password\":\"a\\\"b\",\"n\":1}         | {\"password\":\"***\",\"n\":1}",
        "in text {\\\"Passwd\\\":\\\"p w\\\"}      | in text {\\\"Passwd\\\":\\\"***\\\"}",
        "?api_key=abc&x=1                          | ?api_key=***&x=1",
        "postgres://app:s3cr@t@db:5432/x           | postgres://app:***@db:5432/x",
        "https://example.com:443/a@b               | https://example.com:443/a@b",
        "the password was wrong                    | the password was wrong",
        "pwd=a pwd=b PWD='c' apikey=d api e         | pwd=*** pwd=*** PWD='***' apikey=*** api e",
      })
  void passwordsInTextAreMasked(String text, String masked) {
    assertThat(message(Secret.PASSWORDS, text)).isEqualTo(masked);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Authorization: Bearer abcdefghij.klm-nop= | Authorization: Bearer ***",
        "authorization=\"Basic dXNlcjpwdw==\"      | authorization=\"Basic ***\"",
        "sent bearer 0123456789abcdef0 away        | sent bearer *** away",
        "jwt eyJhbGciOi.eyJzdWIi.sig-nature        | jwt ***",
        "a bearer of news                          | a bearer of news",
      })
  void tokensInTextAreMasked(String text, String masked) {
    assertThat(message(Secret.TOKENS, text)).isEqualTo(masked);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "card 4111111111111111 declined     | card *** declined",
        "card 4111-1111-1111-1111, 378282246310005 | card ***, ***",
        "5500 0000 0000 0004 200            | *** 200",
        "12 4111111111111111                | 12 ***",
        "4111111111111112                   | 4111111111111112",
        "1700000000123456789                | 1700000000123456789",
        "id41111111111111111                | id41111111111111111",
        "41111111111111111111111111         | 41111111111111111111111111",
      })
  void cardNumbersAreMaskedWhereTheCheckDigitIsRight(String text, String masked) {
    assertThat(message(Secret.CARD_NUMBERS, text)).isEqualTo(masked);
  }

  @Test
  void aNumberThatIsSecretGoes() {
    assertThat(
            ecs(new Mask.Known(Secret.CARD_NUMBERS)).fields("{\"n\": [4111111111111111, 5]}", "n"))
        .isEqualTo("[5:5]");
  }

  @Test
  void fieldsAreMaskedByNameAndTheirTextInTheLinesToo() {
    Logs logs =
        Logs.of(
            SourceSpec.of(SourceFormat.TEXT)
                .withParse(new ParseStep.Dissect("message", "%{who} %{pin.code} %{message}"))
                .withMasks(new Mask.Field("pin.*")));
    assertThat(logs.fields("eve 90210 says 90210", "pin.code", "message", "event.original"))
        .isEqualTo("[***] [says ***] [eve *** says ***]");
  }

  @Test
  void aFieldIsMaskedByTheSourcesNameAndByThatOfEcs() {
    String log = "{\"user\": \"eve\", \"nested\": {\"a\": \"x\", \"n\": 5}}";
    assertThat(ecs(new Mask.Field("user")).fields(log, "user.name")).isEqualTo("[***]");
    assertThat(ecs(new Mask.Field("user.name")).fields(log, "user.name")).isEqualTo("[***]");
    assertThat(ecs(new Mask.Field("nested")).fields(log, "nested.a", "nested.n"))
        .isEqualTo("[***] []");
  }

  @Test
  void fieldsNamedAsPasswordsAre() {
    assertThat(
            ecs(new Mask.Known(Secret.PASSWORDS))
                .fields(
                    "{\"db\": [{\"Password\": \"x\"}], \"passwords\": 3}",
                    "db.Password",
                    "passwords"))
        .isEqualTo("[***] [3:3]");
  }

  @Test
  void anExpressionMasksItsGroupsOrAllOfItsMatch() {
    assertThat(ecs(new Mask.Matching("sess-\\w+")).fields("{\"a\": \"sess-1 sess-2\"}", "a"))
        .isEqualTo("[*** ***]");
    assertThat(
            ecs(new Mask.Matching("id=(\\d+)|pin=(\\d+)")).fields("{\"a\": \"id=1 pin=2\"}", "a"))
        .isEqualTo("[id=*** pin=***]");
    assertThat(ecs(new Mask.Matching("x*")).fields("{\"a\": \"abc\"}", "a")).isEqualTo("[abc]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "(?=a)", "a**"})
  void anExpressionThatRe2CannotDoIsRefused(String expression) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Mask.Matching(expression))
        .withMessageStartingWith("mask: ");
  }

  private static String message(Secret secret, String text) {
    Logs logs = Logs.of(SourceSpec.of(SourceFormat.TEXT).withMasks(new Mask.Known(secret)));
    String shown = logs.fields(text, "message");
    return shown.substring(1, shown.length() - 1);
  }

  private static Logs ecs(Mask mask) {
    return Logs.of(SourceSpec.of(SourceFormat.ECS).withMasks(mask));
  }
}
