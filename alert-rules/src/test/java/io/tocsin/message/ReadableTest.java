package io.tocsin.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadableTest {

  @ParameterizedTest
  @CsvSource({
    "101, , 101",
    "0.0735294, , 0.07353",
    "123456.789, , 123500",
    "-2.5, , -2.5",
    ", , no value",
    "2500000000, ns, 2.5s",
    "90000000000, ns, 1.5m",
    "1500, us, 1.5ms",
    "250, ms, 250ms",
    "0, ns, 0ns",
    "10500000, bytes, 10.5MB",
    "0.0694444, ratio, 6.944 %",
    "0.29, ratio, 29 %",
    "0.0144, ratio, 1.44 %",
    "7, %, 7 %"
  })
  void numbersComeWithTheUnitThatSuitsThem(
      @Nullable Double number, @Nullable String unit, String expected) {
    assertThat(ReadableNumber.of(number, unit)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "300000, 5m",
    "5400000, 1h 30m",
    "86400000, 1d",
    "86401000, 1d",
    "999, 0s",
    "61000, 1m 1s"
  })
  void durationsAreAsRulesWriteThem(long millis, String expected) {
    assertThat(ReadableDuration.of(millis)).isEqualTo(expected);
  }
}
