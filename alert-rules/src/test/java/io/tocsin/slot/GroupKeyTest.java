package io.tocsin.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import io.tocsin.document.Utf8;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GroupKeyTest {
  private static final Grouping GROUPING = Grouping.by(List.of("service.name", "host.name"));

  static List<GroupKey> keys() {
    return List.of(
        GROUPING.key(List.of("web-1", "checkout")),
        Grouping.by(List.of("a")).key(List.of("")),
        Grouping.by(List.of("a")).key(List.of("ü\n\uD83D\uDD14".repeat(40_000))),
        Grouping.none("log.level: ERROR").onlyKey());
  }

  @ParameterizedTest
  @MethodSource("keys")
  void isReadAsItWasWritten(GroupKey key) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    key.write(new DataOutputStream(bytes));
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    GroupKey read = GroupKey.read(in);
    assertThat(read).isEqualTo(key).hasSameHashCodeAs(key);
    assertThat(in.read()).isEqualTo(-1);
  }

  @Test
  void knowsItsFieldsByName() {
    GroupKey key = GROUPING.key(List.of("web-1", "checkout"));
    assertThat(key.asMap())
        .containsExactly(entry("host.name", "web-1"), entry("service.name", "checkout"));
    assertThat(key.value("service.name")).isEqualTo("checkout");
    assertThatIllegalArgumentException().isThrownBy(() -> key.value("log.level"));
  }

  @Test
  void equalOnlyWithTheSameFieldsAndValues() {
    GroupKey key = GROUPING.key(List.of("web-1", "checkout"));
    assertThat(key).isEqualTo(GROUPING.key(List.of("web-1", "checkout")));
    assertThat(key).isNotEqualTo(GROUPING.key(List.of("checkout", "web-1")));
    assertThat(key).isNotEqualTo(Grouping.by(List.of("a", "b")).key(List.of("web-1", "checkout")));
    assertThat(Grouping.none("a").onlyKey()).isNotEqualTo(Grouping.none("b").onlyKey());
  }

  @Test
  void theHashCodeIsTheSameInEveryProcess() {
    assertThat(GROUPING.key(List.of("web-1", "checkout")).hashCode()).isEqualTo(1053245538);
  }

  /** Groups of savepoints were placed by the hash code of their fields and values as lists. */
  @ParameterizedTest
  @MethodSource("keys")
  void theHashCodeIsThatOfItsParts(GroupKey key) {
    Grouping by = key.grouping();
    assertThat(key.hashCode()).isEqualTo(Objects.hash(by.fields(), by.bucket(), key.values()));
  }

  @Test
  void aKeyOfOneFieldIsTheSameFromBytes() {
    Grouping by = Grouping.by(List.of("host.name"));
    byte[] log = "{\"host.name\":\"wêb-1\"}".getBytes(StandardCharsets.UTF_8);
    Utf8 value = new Utf8().set(log, 14, 6);
    assertThat(by.key(value)).isEqualTo(by.key(List.of("wêb-1")));
    assertThat(by.key(value)).hasToString("{host.name=wêb-1}");
    assertThatIllegalArgumentException().isThrownBy(() -> GROUPING.key(value));
  }

  @Test
  void everyFieldNeedsAValue() {
    assertThatIllegalArgumentException().isThrownBy(() -> GROUPING.key(List.of("web-1")));
  }
}
