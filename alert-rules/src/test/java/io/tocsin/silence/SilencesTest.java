package io.tocsin.silence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.message.TestingAlerts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SilencesTest {
  private static final TestingAlerts ALERT = TestingAlerts.alert();

  private static Silence silence(String id, long from, long until, String... matchers) {
    List<LabelMatcher> parsed = List.of(matchers).stream().map(LabelMatcher::parse).toList();
    return new Silence(id, parsed, from, until, "jane", "deploying");
  }

  @Test
  void anAlertIsSilencedWhileAllMatchersMatch() {
    Silences silences =
        new Silences(
            List.of(
                silence("a", 10, 20, "alertname=checkout-errors", "host.name=web-1"),
                silence("b", 0, 100, "alertname=checkout-errors", "host.name=web-2")));

    assertThat(silences.of(ALERT.firing(), 9)).isNull();
    assertThat(silences.of(ALERT.firing(), 10)).extracting(Silence::id).isEqualTo("a");
    assertThat(silences.of(ALERT.firing(), 20)).isNull();
    assertThat(silences.of(ALERT.host("web-2").firing(), 20)).isNotNull();
  }

  @Test
  void theNextChangeIsABeginningOrAnEnd() {
    Silences silences =
        new Silences(List.of(silence("a", 10, 20, "x=y"), silence("b", 15, 16, "x=y")));

    assertThat(silences.changesAfter(0)).hasValue(10);
    assertThat(silences.changesAfter(10)).hasValue(15);
    assertThat(silences.changesAfter(16)).hasValue(20);
    assertThat(silences.changesAfter(20)).isEmpty();
  }

  @Test
  void itIsReadAsItWasWritten() {
    Silence silence = silence("a", 10, 20, "alertname=~\"a|b\"", "host.name!=web 1");

    assertThat(SilenceCodec.read(SilenceCodec.write(silence))).isEqualTo(silence);
    assertThatThrownBy(() -> SilenceCodec.read("{".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SilenceCodec.read("{\"v\":9}".getBytes(StandardCharsets.UTF_8)))
        .hasMessage("not a silence of version 1");
  }

  @Test
  void noSilenceIsForEverything() {
    assertThatThrownBy(() -> silence("a", 0, 1, "alertname=~.*"))
        .hasMessageStartingWith("a silence needs a label that not every alert has");
    assertThatThrownBy(() -> silence("a", 0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> silence("a", 2, 1, "x=y"))
        .hasMessage("a silence cannot end before it begins");
  }

  @Test
  void oneThatIsEndedIsOverAtOnce() {
    assertThat(silence("a", 10, 20, "x=y").endedAt(15).isActive(15)).isFalse();
    assertThat(silence("a", 10, 20, "x=y").endedAt(5).isOver(5)).isTrue();
    assertThat(silence("a", 10, 20, "x=y").endedAt(30).until()).isEqualTo(20);
  }
}
