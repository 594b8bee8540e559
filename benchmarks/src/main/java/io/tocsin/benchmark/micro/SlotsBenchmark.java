package io.tocsin.benchmark.micro;

import io.tocsin.aggregate.Aggregate;
import io.tocsin.aggregate.CountPartial;
import io.tocsin.aggregate.Partial;
import io.tocsin.engine.GroupPartials;
import io.tocsin.flink.serializer.GroupPartialsSerializer;
import io.tocsin.slot.GroupKey;
import io.tocsin.slot.Grouping;
import io.tocsin.slot.SeriesSlots;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Behind the shuffle: a partial into its slot, a window of slots, and what the shuffle carries. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SlotsBenchmark {
  private static final long MINUTE = 60_000;
  private static final int ENTRIES = 20;

  /** How many one-minute slots a window has. */
  @Param({"1", "60", "1440"})
  public int minutes;

  private final Partial count = new CountPartial(7);
  private final DataOutputSerializer bytes = new DataOutputSerializer(4_096);
  private final DataInputDeserializer input = new DataInputDeserializer();
  private long next;

  @SuppressWarnings("NullAway.Init") // JMH makes it
  private SeriesSlots slots;

  @SuppressWarnings("NullAway.Init") // JMH makes it
  private GroupPartials partials;

  /** Fills the slots of two windows, and makes one record of the shuffle. */
  @Setup
  public void prepare() {
    slots = SeriesSlots.of(new Aggregate.Count());
    for (int minute = 0; minute < 2 * minutes; minute++) {
      slots.merge(Records.START_MILLIS + minute * MINUTE, count.copy());
    }
    GroupKey key = Grouping.by(List.of("host.name")).key(List.of("web-1"));
    List<GroupPartials.Entry> entries = new ArrayList<>();
    for (int series = 0; series < ENTRIES; series++) {
      entries.add(new GroupPartials.Entry(series, Records.START_MILLIS, count));
    }
    partials = new GroupPartials(key, entries);
  }

  /** A partial into one of the slots. */
  @Benchmark
  public void update() {
    slots.merge(Records.START_MILLIS + next++ % minutes * MINUTE, count);
  }

  /** All slots of a window, as one. */
  @Benchmark
  public void window(Blackhole out) {
    long from = Records.START_MILLIS + next++ % minutes * MINUTE;
    out.consume(slots.window(from, from + minutes * MINUTE - 1));
  }

  /** Twenty partials of a group there and back. */
  @Benchmark
  public GroupPartials shuffle() throws IOException {
    bytes.clear();
    GroupPartialsSerializer.INSTANCE.serialize(partials, bytes);
    input.setBuffer(bytes.getSharedBuffer(), 0, bytes.length());
    return GroupPartialsSerializer.INSTANCE.deserialize(input);
  }
}
