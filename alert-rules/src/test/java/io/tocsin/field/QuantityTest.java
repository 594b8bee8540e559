package io.tocsin.field;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

  @ParameterizedTest
  @CsvSource({
    "2s, NANOS, 2000000000",
    "5m, MILLIS, 300000",
    "1.44%, NONE, 0.0144",
    "5%, NONE, 0.05",
    "10MB, BYTES, 10000000",
    "1KiB, BYTES, 1024",
    "2KB, BYTES, 2000",
    "300, NONE, 300",
    "0.1, NONE, 0.1",
    "1h30m, MINUTES, 90",
    "1d, HOURS, 24",
    "3us, NANOS, 3000",
    "500ms, SECONDS, 0.5"
  })
  void convertsExactly(String text, Unit unit, BigDecimal number) {
    Quantity quantity = Objects.requireNonNull(Quantity.parse(text));

    assertThat(quantity.in(unit)).isEqualByComparingTo(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "m", "5 m", "5x", "-1", "1.5.5", "5m 3s", "1MB2MB", "5m%", "1e9", "12h5"})
  void readsNothingElse(String text) {
    assertThat(Quantity.parse(text)).isNull();
  }

  @ParameterizedTest
  @CsvSource({"5m, 300000", "1.5s, 1500", "500us,", "40000d,", "0s, 0"})
  void givesWholeMilliseconds(String text, Long millis) {
    assertThat(Objects.requireNonNull(Quantity.parse(text)).wholeMillis()).isEqualTo(millis);
  }
}
