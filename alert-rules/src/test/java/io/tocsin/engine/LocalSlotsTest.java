package io.tocsin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.aggregate.CountPartial;
import io.tocsin.aggregate.Partial;
import io.tocsin.aggregate.SamplesPartial;
import io.tocsin.rule.RuleBundle;
import io.tocsin.rule.RuleFiles;
import io.tocsin.rule.RuleSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LocalSlotsTest {
  private static final long START = 1_760_001_000_000L;

  private static final RuleFiles.Reading READING =
      RuleFiles.read(
          new RuleBundle(
              List.of(
                  new RuleBundle.File(
                      "rules.yaml",
                      """
                          rules:
                            - name: by-host
                              where: 'log.level: ERROR'
                              by: [host.name]
                              over: 1m
                              samples: 2
                              when: count() > 1
                            - name: all
                              where: 'log.level: ERROR'
                              over: 1m
                              when: count() > 1
                            - name: short
                              where: 'log.level: ERROR'
                              slot: 10s
                              over: 10s
                              when: count() > 1
                            - name: without-lines
                              where: 'log.level: ERROR'
                              by: [service.name]
                              over: 1m
                              samples: 0
                              when: count() > 1
                            - name: distribution
                              where: 'log.level: ERROR'
                              by: [host.name]
                              over: 1m
                              when: p95(event.duration) > 1ms and count() > 2
                          """))),
          null);

  private static LocalSlots slots() {
    LocalSlots slots = new LocalSlots();
    TreeMap<Long, RuleSet> inForce = new TreeMap<>();
    inForce.put(RuleTimeline.FROM_THE_BEGINNING, READING.rules());
    slots.put(inForce);
    return slots;
  }

  /** What reaches the groups is the same whenever it is sent, and in whatever order logs come. */
  @Test
  void whatIsDrainedNowAndThenComesToTheSame() {
    assertThat(READING.refused()).as("%s", READING.diagnostics()).isEmpty();
    long seed = Long.getLong("tocsin.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      List<TestingLog> logs = logs(random);
      Map<String, Partial> once = drained(logs, Integer.MAX_VALUE);
      Collections.shuffle(logs, random);
      Map<String, Partial> often = drained(logs, 1 + random.nextInt(30));
      assertThat(often.keySet()).as("seed %d", seed).isEqualTo(once.keySet());
      once.forEach(
          (place, partial) ->
              assertThat(said(Objects.requireNonNull(often.get(place))))
                  .as("seed %d, round %s", seed, place)
                  .isEqualTo(said(partial)));
    }
  }

  /** What gets no fewer by waiting can go before the rest, and comes to the same. */
  @Test
  void ofManyGroupsWithOneLogEachOnlyThoseAreSentOnEarly() {
    LocalSlots slots = slots();
    List<TestingLog> logs = new ArrayList<>();
    for (int host = 0; host < 5_000; host++) {
      logs.add(
          new TestingLog(
              START + host,
              Map.of(
                  "log.level",
                  "ERROR",
                  "host.name",
                  "web-" + host,
                  "service.name",
                  "s" + host % 3)));
    }
    Map<String, Partial> merged = new TreeMap<>();
    for (int round = 0; round < 2; round++) {
      logs.forEach(log -> slots.add(log.over(slots.fields())));
      List<GroupPartials> early = new ArrayList<>();
      slots.drainScattered(early::add);
      assertThat(early)
          .hasSize(5_000)
          .allSatisfy(group -> assertThat(group.key().asMap()).containsOnlyKeys("host.name"));
      early.forEach(group -> merge(group, merged));
      slots.drainScattered(
          group -> {
            throw new AssertionError("sent on again: " + group);
          });
      assertThat(slots.size()).isPositive();
    }
    merge(slots, merged);

    Map<String, Partial> once = drained(logs, Integer.MAX_VALUE);
    assertThat(merged.keySet()).isEqualTo(once.keySet());
    once.forEach(
        (place, partial) -> {
          if (partial instanceof CountPartial count) {
            assertThat(said(Objects.requireNonNull(merged.get(place))))
                .isEqualTo("count " + 2 * count.count());
          }
        });
  }

  /** It seems so of any few groups, since each begins with a log. */
  @Test
  void onlyWhatWasScatteredWithMuchWaitingIsSentOnWithLittle() {
    LocalSlots slots = slots();
    List<GroupPartials> early = new ArrayList<>();
    addHosts(0, 3_000, slots);
    slots.drainStillScattered(early::add);
    assertThat(early).isEmpty();

    slots.drainScattered(early::add);
    assertThat(early).hasSize(3_000);
    addHosts(3_000, 4_000, slots);
    slots.drainStillScattered(early::add);
    assertThat(early).as("too few to tell").hasSize(3_000);
    addHosts(4_000, 6_000, slots);
    slots.drainStillScattered(early::add);
    assertThat(early).hasSize(6_000);

    addHosts(0, 3_000, slots);
    addHosts(0, 3_000, slots);
    slots.drainStillScattered(early::add);
    assertThat(early).as("two logs of each").hasSize(6_000);
  }

  /** It is asked anew after a while, with much waiting. */
  @Test
  void whatWasScatteredIsNotTakenToBeSoForever() {
    LocalSlots slots = slots();
    List<GroupPartials> early = new ArrayList<>();
    addHosts(0, 2_000, slots);
    slots.drainScattered(early::add);
    int times = 0;
    do {
      early.clear();
      addHosts(0, 2_000, slots);
      slots.drainStillScattered(early::add);
      times++;
    } while (!early.isEmpty() && times < 1_000);

    assertThat(times).isBetween(10, 100);
  }

  private static void addHosts(int from, int to, LocalSlots slots) {
    for (int host = from; host < to; host++) {
      Map<String, Object> fields =
          Map.of("log.level", "ERROR", "host.name", "web-" + host, "service.name", "s" + host % 3);
      slots.add(new TestingLog(START + host, fields).over(slots.fields()));
    }
  }

  private static String said(Partial partial) {
    if (partial instanceof CountPartial count) {
      return "count " + count.count();
    }
    return partial instanceof SamplesPartial lines
        ? "lines " + lines.samples()
        : partial.getClass().getSimpleName();
  }

  private static Map<String, Partial> drained(List<TestingLog> logs, int atOnce) {
    LocalSlots slots = slots();
    Map<String, Partial> merged = new TreeMap<>();
    int waiting = 0;
    for (TestingLog log : logs) {
      slots.add(log.over(slots.fields()));
      if (++waiting == atOnce) {
        merge(slots, merged);
        waiting = 0;
      }
    }
    merge(slots, merged);
    assertThat(slots.size()).isZero();
    return merged;
  }

  private static void merge(LocalSlots slots, Map<String, Partial> into) {
    slots.drain(group -> merge(group, into));
  }

  private static void merge(GroupPartials group, Map<String, Partial> into) {
    for (GroupPartials.Entry entry : group.entries()) {
      String place = group.key() + " " + entry.seriesId() + " " + entry.slotMillis();
      Partial known = into.putIfAbsent(place, entry.partial());
      if (known != null) {
        known.merge(entry.partial());
      }
    }
  }

  private static List<TestingLog> logs(Random random) {
    List<TestingLog> logs = new ArrayList<>();
    int hosts = 1 + random.nextInt(5);
    long span = 1 + random.nextInt(200_000);
    for (int i = random.nextInt(150); i >= 0; i--) {
      logs.add(
          new TestingLog(
              START + random.nextInt((int) span),
              Map.of(
                  "log.level",
                  random.nextInt(4) == 0 ? "INFO" : "ERROR",
                  "host.name",
                  "web-" + random.nextInt(hosts),
                  "service.name",
                  "cart",
                  "message",
                  "line " + i,
                  "event.duration",
                  (long) random.nextInt(100))));
    }
    return logs;
  }
}
