package io.tocsin.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tocsin.aggregate.Aggregate;
import io.tocsin.aggregate.CountPartial;
import io.tocsin.aggregate.Partial;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesSlotsTest {
  private static final long MINUTE = 60_000;

  @Test
  void aWindowHoldsItsFirstAndItsLastSlot() {
    SeriesSlots slots = SeriesSlots.of(new Aggregate.Count());
    for (int minute = 0; minute < 10; minute += 2) {
      slots.merge(minute * MINUTE, new CountPartial(1L << minute));
    }
    assertThat(count(slots.window(2 * MINUTE, 6 * MINUTE))).isEqualTo(4 + 16 + 64);
    assertThat(count(slots.window(1 * MINUTE, 7 * MINUTE))).isEqualTo(4 + 16 + 64);
    assertThat(slots.window(3 * MINUTE, 3 * MINUTE)).isNull();
    assertThat(slots.window(10 * MINUTE, 20 * MINUTE)).isNull();
  }

  @Test
  void aSlotOfACountTakesOnlyCounts() {
    SeriesSlots slots = SeriesSlots.of(new Aggregate.Count());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> slots.merge(0, Partial.of(new Aggregate.Sum("f"))));
    assertThat(slots.isEmpty()).isTrue();

    for (int minute = 0; minute < 6; minute += 2) {
      slots.merge(minute * MINUTE, new CountPartial(1L << minute));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> slots.merge(MINUTE, Partial.of(new Aggregate.Sum("f"))));
    assertThat(count(slots.window(0, 5 * MINUTE))).isEqualTo(1 + 4 + 16);
    assertThat(slots.last()).isEqualTo(4 * MINUTE);
  }

  @Test
  void withoutSlotsThereIsNoFirstAndNoLast() {
    SeriesSlots slots = SeriesSlots.of(new Aggregate.Count());
    assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(slots::first);
    assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(slots::last);
  }

  @Test
  void whatIsMergedIsNotKept() {
    SeriesSlots slots = new PartialSlots();
    CountPartial partial = new CountPartial(3);
    slots.merge(0, partial);
    partial.increment();
    assertThat(count(slots.window(0, 0))).isEqualTo(3);
  }

  @Test
  void whatIsNoSlotsIsNotRead() {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(new byte[] {9, 0}));
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> SeriesSlots.read(in));
  }

  /** Compact counts and slots of partials, step by step against a plain map. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void behavesAsAMapByTime(boolean compact) throws IOException {
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      SeriesSlots slots = compact ? new CountSlots() : new PartialSlots();
      NavigableMap<Long, Long> map = new TreeMap<>();
      for (int step = 0; step < 120; step++) {
        long slot = (random.nextInt(40) - 10) * MINUTE;
        switch (random.nextInt(8)) {
          case 0 -> assertThat(slots.dropBefore(slot)).isEqualTo(dropBefore(map, slot));
          case 1 -> slots = read(slots);
          case 2 -> slots = copyOf(slots);
          default -> {
            long count = 1 + random.nextInt(5);
            slots.merge(slot, new CountPartial(count));
            map.merge(slot, count, Long::sum);
          }
        }
        assertSame(slots, map, random, "seed " + seed + " step " + step);
      }
    }
  }

  private static void assertSame(
      SeriesSlots slots, NavigableMap<Long, Long> map, Random random, String what) {
    assertThat(slots.size()).as(what).isEqualTo(map.size());
    assertThat(slots.isEmpty()).as(what).isEqualTo(map.isEmpty());
    if (!map.isEmpty()) {
      assertThat(slots.first()).as(what).isEqualTo(map.firstKey());
      assertThat(slots.last()).as(what).isEqualTo(map.lastKey());
    }
    long from = (random.nextInt(50) - 15) * MINUTE;
    long to = from + random.nextInt(20) * MINUTE;
    NavigableMap<Long, Long> window = map.subMap(from, true, to, true);
    Partial merged = slots.window(from, to);
    assertThat(merged == null).as(what).isEqualTo(window.isEmpty());
    if (merged != null) {
      long sum = window.values().stream().mapToLong(Long::longValue).sum();
      assertThat(count(merged)).as(what).isEqualTo(sum);
    }
    assertThat(slots.hasLogsIn(from)).as(what).isEqualTo(map.containsKey(from));
    assertThat(slots.firstFrom(from)).as(what).isEqualTo(optional(map.ceilingKey(from)));
    assertThat(slots.lastUpTo(from)).as(what).isEqualTo(optional(map.floorKey(from)));
  }

  private static OptionalLong optional(@Nullable Long slot) {
    return slot == null ? OptionalLong.empty() : OptionalLong.of(slot);
  }

  private static boolean dropBefore(NavigableMap<Long, Long> map, long slot) {
    boolean any = !map.headMap(slot, false).isEmpty();
    map.headMap(slot, false).clear();
    return any;
  }

  /** A copy, after which the original is changed: the copy must not see it. */
  private static SeriesSlots copyOf(SeriesSlots slots) {
    SeriesSlots copy = slots.copy();
    if (!slots.isEmpty()) {
      slots.merge(slots.first(), new CountPartial(1_000));
    }
    slots.merge(-100 * MINUTE, new CountPartial(1_000));
    return copy;
  }

  private static SeriesSlots read(SeriesSlots slots) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    slots.write(new DataOutputStream(bytes));
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    SeriesSlots read = SeriesSlots.read(in);
    assertThat(in.read()).isEqualTo(-1);
    return read;
  }

  private static long count(@Nullable Partial partial) {
    return partial instanceof CountPartial count ? count.count() : -1;
  }
}
