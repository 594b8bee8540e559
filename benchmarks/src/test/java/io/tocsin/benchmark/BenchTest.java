package io.tocsin.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BenchTest {
  @Test
  void aWrongCallIsSaidSo() {
    assertThat(Bench.run("--quick", "sealing")).isEqualTo(2);
    assertThat(Bench.run("--wide")).isEqualTo(2);
    assertThat(Bench.run("--help")).isZero();
  }
}
