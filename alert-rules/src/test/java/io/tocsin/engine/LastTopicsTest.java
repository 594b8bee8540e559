package io.tocsin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LastTopicsTest {
  private static final long SERIES = 7;
  private static final long MEMORY = 600_000;
  private static final long MINUTE = 60_000;

  private static LastTopics seen(LastTopics before, long minute, String... topics) {
    return before.seen(SERIES, minute * MINUTE, List.of(topics), MEMORY);
  }

  private static List<String> names(LastTopics topics) {
    return topics.names(OptionalLong.of(SERIES));
  }

  @Test
  void topicsAreKnownForAsLongBeforeTheNewestLogAsTheRuleLooksBack() {
    LastTopics topics = seen(LastTopics.NONE, 0, "b");
    topics = seen(topics, 5, "a", "c");
    assertThat(names(topics)).containsExactly("a", "b", "c");

    topics = seen(topics, 10, "a");
    assertThat(names(topics)).containsExactly("a", "b", "c");
    topics = seen(topics, 11, "a");
    assertThat(names(topics)).containsExactly("a", "c");
    topics = seen(topics, 500, "a");
    assertThat(names(topics)).containsExactly("a");
  }

  @Test
  void aLateLogCountsIfItIsNotTooOld() {
    LastTopics topics = seen(LastTopics.NONE, 20, "a");

    assertThat(names(seen(topics, 10, "b"))).containsExactly("a", "b");
    assertThat(seen(topics, 9, "b")).isSameAs(topics);
    assertThat(seen(topics, 9, "a")).isSameAs(topics);
    assertThat(seen(topics, 20, "a")).isSameAs(topics);
  }

  @Test
  void moreThanSixteenAreNotToldApartAndNoMoreAreKept() {
    String[] sixteen = IntStream.range(0, 16).mapToObj(i -> "t" + i).toArray(String[]::new);
    LastTopics topics = seen(LastTopics.NONE, 0, sixteen);
    assertThat(names(topics)).hasSize(16);

    topics = seen(topics, 1, "more");
    assertThat(names(topics)).isEmpty();
    topics = seen(topics, 2, "even-more", "most");
    assertThat(topics.slots()).hasSize(17).containsKeys("more", "even-more", "most");
    assertThat(names(seen(topics, 12, "t1"))).containsExactly("even-more", "most", "t1");
  }

  /** The rule selects other logs now: where the old ones came from says nothing of them. */
  @Test
  void anotherSeriesBeginsAnew() {
    LastTopics topics = seen(LastTopics.NONE, 5, "a");

    LastTopics late = topics.seen(SERIES + 1, 5 * MINUTE, List.of("b"), MEMORY);
    assertThat(late).isSameAs(topics);
    LastTopics other = topics.seen(SERIES + 1, 6 * MINUTE, List.of("b"), MEMORY);
    assertThat(other.names(OptionalLong.of(SERIES + 1))).containsExactly("b");
    assertThat(names(other)).isEmpty();
    assertThat(topics.names(OptionalLong.empty())).isEmpty();
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    for (LastTopics topics :
        List.of(LastTopics.NONE, seen(seen(LastTopics.NONE, 0, "b"), 5, "a", "\u00fc"))) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      topics.write(new DataOutputStream(bytes));
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
      assertThat(LastTopics.read(in)).isEqualTo(topics);
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  /** Its last byte says that there are no topics, which the first version did not say. */
  @Test
  void aRuleStateOfTheFirstVersionIsRead() throws IOException {
    RuleState state = RuleState.at(Standing.fresh(3, 5 * MINUTE)).withLateLogs(2);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    state.write(new DataOutputStream(bytes));
    byte[] old = bytes.toByteArray();
    old[0] = 1;

    ByteArrayInputStream in = new ByteArrayInputStream(old, 0, old.length - 1);
    assertThat(RuleState.read(new DataInputStream(in))).isEqualTo(state);
    assertThat(in.read()).isEqualTo(-1);
  }
}
