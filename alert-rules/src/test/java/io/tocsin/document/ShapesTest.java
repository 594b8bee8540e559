package io.tocsin.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShapesTest {
  private final PathTrie wanted = new PathTrie();
  private final int name = wanted.add("service.name");
  private final int duration = wanted.add("event.duration");
  private final int ok = wanted.add("ok");
  private final FieldSlots slots = new FieldSlots(wanted.size());
  private final ValueTrace trace = new ValueTrace();
  private final JsonScanner whole = new JsonScanner(wanted, slots, trace);
  private final Shapes shapes = new Shapes(slots);

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void learn(String record) {
    byte[] all = bytes(record);
    assertThat(whole.scan(all, 0, all.length)).as(record).isTrue();
    shapes.learn(all, 0, all.length, trace);
  }

  /** What is found by shape alone; null if the shape is not known. */
  private List<String> scan(String record) {
    slots.clear();
    byte[] all = bytes(record);
    if (!shapes.scan(all, 0, all.length)) {
      return List.of("unknown");
    }
    List<String> found = new ArrayList<>();
    for (int slot : new int[] {name, duration, ok}) {
      for (int i = 0; i < slots.size(slot); i++) {
        int value = slots.value(slot, i);
        found.add(
            new String(
                all,
                slots.from(value),
                slots.to(value) - slots.from(value),
                StandardCharsets.UTF_8));
      }
    }
    return found;
  }

  @Test
  void knowsARecordWithOtherValues() {
    learn("{\"service\":{\"name\":\"cart\"},\"event\":{\"duration\":17},\"ok\":true}");
    assertThat(scan("{\"service\":{\"name\":\"\"},\"event\":{\"duration\":-1.5},\"ok\":false}"))
        .containsExactly("", "-1.5", "false");
    assertThat(
            scan(
                "{\"service\":{\"name\":\"a \\\"b\\\" \u00e9\"},\"event\":{\"duration\":1},\"ok\":null}"))
        .containsExactly("a \\\"b\\\" \u00e9", "1");
  }

  @Test
  void knowsSeveralShapesThatBeginAlike() {
    learn("{\"service.name\":\"cart\",\"ok\":1}");
    learn("{\"service.name\":\"cart\",\"ok\":\"yes\"}");
    learn("{\"service.name\":\"cart\",\"event.duration\":3}");
    learn("{\"service.name\":\"cart\"}");
    assertThat(scan("{\"service.name\":\"pay\",\"ok\":2}")).containsExactly("pay", "2");
    assertThat(scan("{\"service.name\":\"pay\",\"ok\":\"no\"}")).containsExactly("pay", "no");
    assertThat(scan("{\"service.name\":\"pay\",\"event.duration\":4}")).containsExactly("pay", "4");
    assertThat(scan("{\"service.name\":\"pay\"}")).containsExactly("pay");
  }

  @Test
  void doesNotKnowWhatIsShapedOtherwise() {
    learn("{\"service.name\":\"cart\",\"ok\":1}");
    for (String other :
        List.of(
            "",
            "{",
            "{\"service.name\":\"cart\",\"ok\":1",
            "{\"service.name\":\"cart\",\"ok\":1}}",
            "{\"service.name\":\"cart\",\"ok\":1} ",
            "{\"service.name\":\"cart\",\"ok\":01}",
            "{\"service.name\":\"cart\",\"ok\":1.}",
            "{\"service.name\":\"cart\",\"ok\":-}",
            "{\"service.name\":\"cart\",\"ok\":1e5}",
            "{\"service.name\":\"cart\",\"ok\":tru}",
            "{\"service.name\":\"cart\",\"ok\":[1]}",
            "{\"service.name\":\"cart\\\",\"ok\":1}",
            "{\"service.name\":\"ca\\x\",\"ok\":1}",
            "{\"service.name\":\"ca\\u00g0\",\"ok\":1}",
            "{\"service.names\":\"cart\",\"ok\":1}",
            "{\"service.name\": \"cart\",\"ok\":1}")) {
      assertThat(scan(other)).as(other).containsExactly("unknown");
    }
  }

  @Test
  void doesNotKnowBytesThatAreNoText() {
    learn("{\"service.name\":\"cart\"}");
    byte[] record = bytes("{\"service.name\":\"c?rt and more\"}");
    record[18] = (byte) 0xFF;
    assertThat(shapes.scan(record, 0, record.length)).isFalse();
  }

  @Test
  void learnsNoMoreThanItMay() {
    for (int i = 0; i < 20_000 && !shapes.isFull(); i++) {
      learn("{\"a\":[" + "1,".repeat(i % 400) + "1],\"b" + i + "\":2}");
    }
    shapes.forget();
    assertThat(shapes.isFull()).isFalse();
    assertThat(scan("{\"a\":[1],\"b0\":2}")).containsExactly("unknown");
  }
}
