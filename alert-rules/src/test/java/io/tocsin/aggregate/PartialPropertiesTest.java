package io.tocsin.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every aggregate promises: order, grouping and the wire change nothing that is read. */
class PartialPropertiesTest {
  private static final long SEED = 20_261_120;

  static List<Aggregate> aggregates() {
    return List.of(
        new Aggregate.Count(),
        new Aggregate.Sum("f"),
        new Aggregate.Min("f"),
        new Aggregate.Max("f"),
        new Aggregate.Distinct("f"),
        new Aggregate.Quantiles("f"),
        new Aggregate.Samples(3, 1),
        new Aggregate.Extremes(3, "f", true),
        new Aggregate.Top("f"),
        new Aggregate.Topics());
  }

  @ParameterizedTest
  @MethodSource("aggregates")
  void anyOrderAndGroupingGivesTheSame(Aggregate aggregate) throws IOException {
    Random random = new Random(SEED);
    for (int round = 0; round < 60; round++) {
      List<TestingDocument> logs = logs(random, 1 + random.nextInt(round % 20 == 0 ? 4_000 : 300));
      Partial inOrder = Partial.of(aggregate);
      logs.forEach(log -> add(log, inOrder));
      Collections.shuffle(logs, random);
      Partial merged = mergedAnyhow(aggregate, logs, random);
      assertThat(readings(merged)).as("seed %d round %d", SEED, round).isEqualTo(readings(inOrder));
    }
  }

  @ParameterizedTest
  @MethodSource("aggregates")
  void aCopySharesNothing(Aggregate aggregate) {
    Random random = new Random(SEED);
    for (int size : new int[] {0, 1, 50, 5_000}) {
      Partial partial = Partial.of(aggregate);
      logs(random, size).forEach(log -> add(log, partial));
      String before = readings(partial);
      Partial copy = partial.copy();
      assertThat(readings(copy)).isEqualTo(before);
      logs(random, 200).forEach(log -> add(log, copy));
      assertThat(readings(partial)).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @MethodSource("aggregates")
  void mergingLeavesTheOtherAsItWas(Aggregate aggregate) {
    Random random = new Random(SEED);
    for (int size : new int[] {1, 50, 5_000}) {
      Partial other = Partial.of(aggregate);
      logs(random, size).forEach(log -> add(log, other));
      String before = readings(other);
      Partial partial = Partial.of(aggregate);
      partial.merge(other);
      logs(random, 200).forEach(log -> add(log, partial));
      assertThat(readings(other)).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @MethodSource("aggregates")
  void whatIsWrittenIsReadBackWhole(Aggregate aggregate) throws IOException {
    Random random = new Random(SEED);
    for (int size : new int[] {0, 1, 128, 129, 5_000}) {
      Partial partial = Partial.of(aggregate);
      logs(random, size).forEach(log -> add(log, partial));
      byte[] written = write(partial);
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(written));
      Partial read = Partial.read(in);
      assertThat(in.read()).isEqualTo(-1);
      assertThat(readings(read)).isEqualTo(readings(partial));
      assertThat(write(read)).isEqualTo(written);
    }
  }

  @ParameterizedTest
  @MethodSource("aggregates")
  void onlyTheSameAggregateCanBeMerged(Aggregate aggregate) {
    for (Aggregate other : aggregates()) {
      if (!other.equals(aggregate)) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> Partial.of(aggregate).merge(Partial.of(other)));
      }
    }
  }

  @Test
  void whatIsNoPartialIsNotRead() {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(new byte[] {99, 0, 0}));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Partial.read(in))
        .withMessageContaining("99");
  }

  /** Damaged bytes may read as something else, but never as anything but an I/O failure. */
  @Test
  void damagedBytesGiveNothingButAnIoFailure() throws IOException {
    Random random = new Random(SEED);
    for (int i = 0; i < 5_000; i++) {
      Partial partial = Partial.of(aggregates().get(i % aggregates().size()));
      logs(random, random.nextInt(30)).forEach(log -> add(log, partial));
      byte[] bytes = write(partial);
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      try {
        assertThat(Partial.read(new DataInputStream(new ByteArrayInputStream(bytes)))).isNotNull();
      } catch (IOException e) {
        assertThat(e).isNotNull();
      }
    }
  }

  /** As the engine adds: lines that are ranked come with their ranks. */
  private static void add(TestingDocument log, Partial partial) {
    if (partial instanceof SamplesPartial lines && lines.isRanked()) {
      double rank = NumberPartial.extreme(log, 0, true);
      if (!Double.isNaN(rank)) {
        lines.add(Sample.of(log, 0).ranked(rank));
      }
    } else {
      int unusable = partial.add(log, 0);
      assertThat(unusable).isNotNegative();
    }
  }

  private static Partial mergedAnyhow(
      Aggregate aggregate, List<TestingDocument> logs, Random random) throws IOException {
    List<Partial> parts = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(12); i++) {
      parts.add(Partial.of(aggregate));
    }
    for (TestingDocument log : logs) {
      add(log, parts.get(random.nextInt(parts.size())));
    }
    while (parts.size() > 1) {
      Partial one = parts.remove(random.nextInt(parts.size()));
      int into = random.nextInt(parts.size());
      if (random.nextBoolean()) {
        byte[] bytes = write(parts.get(into));
        parts.set(into, Partial.read(new DataInputStream(new ByteArrayInputStream(bytes))));
      }
      parts.get(into).merge(one);
    }
    return parts.get(0);
  }

  private static byte[] write(Partial partial) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    partial.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  /** All that can be read of a partial, to the last bit. */
  private static String readings(Partial partial) {
    if (partial instanceof CountPartial count) {
      return "" + count.count();
    }
    if (partial instanceof SumPartial sum) {
      return sum.values() + " " + sum.sum();
    }
    if (partial instanceof ExtremePartial extreme) {
      return extreme.extreme().toString();
    }
    if (partial instanceof DistinctPartial distinct) {
      return "" + distinct.distinct();
    }
    if (partial instanceof QuantilesPartial quantiles) {
      return quantiles.values()
          + List.of(0.01, 0.5, 0.9, 0.95, 0.99, 1.0).stream()
              .map(q -> quantiles.quantile(q).toString())
              .collect(Collectors.joining());
    }
    if (partial instanceof SamplesPartial samples) {
      return samples.samples().toString();
    }
    if (partial instanceof TopicsPartial topics) {
      return topics.topics().toString();
    }
    return ((TopPartial) partial).commonest(10).toString();
  }

  private static List<TestingDocument> logs(Random random, int count) {
    // Of few strings, so that the exact range of the commonest values is not left.
    List<TestingDocument> logs = new ArrayList<>();
    int kind = random.nextInt(3);
    for (int i = 0; i < count; i++) {
      List<Object> values = new ArrayList<>();
      for (int v = random.nextInt(8) == 0 ? random.nextInt(4) : 1; v > 0; v--) {
        values.add(value(random, kind));
      }
      logs.add(new TestingDocument(random.nextInt(100), values));
    }
    return logs;
  }

  private static Object value(Random random, int kind) {
    return switch (random.nextInt(10)) {
      case 0 -> "text " + random.nextInt(5);
      case 1 -> random.nextBoolean();
      case 2 -> Integer.toString(random.nextInt(30) - 10);
      case 3 -> (long) random.nextInt(50) - 20;
      default ->
          switch (kind) {
            case 0 -> (long) random.nextInt(40);
            case 1 -> random.nextInt(400) / 10.0 - 10;
            default ->
                Math.scalb(
                    random.nextInt(16) - 8.0, random.nextInt(60) * 33 - 1_000 + random.nextInt(2));
          };
    };
  }
}
