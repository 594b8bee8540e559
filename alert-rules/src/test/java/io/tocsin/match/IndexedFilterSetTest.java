package io.tocsin.match;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.diagnostic.Fragment;
import io.tocsin.document.FieldIndex;
import io.tocsin.field.FieldCatalogue;
import io.tocsin.kql.Kql;
import io.tocsin.kql.KqlParser;
import io.tocsin.kql.RandomKql;
import io.tocsin.kql.TestingDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IndexedFilterSetTest {
  private static final FieldCatalogue ECS = FieldCatalogue.ecs();
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void agreesWithScanning() {
    long seed = Long.getLong("tocsin.match.seed", 4711);
    Random random = new Random(seed);
    RandomKql chance = new RandomKql(random);
    FieldCatalogue catalogue = RandomKql.catalogue();
    int selected = 0;
    for (int round = 0; round < 60; round++) {
      List<Kql> filters = new ArrayList<>();
      for (int i = 0; i < 80; i++) {
        Kql filter = random.nextInt(4) == 0 ? chance.clause() : chance.filter();
        filters.add(random.nextBoolean() ? filter.normal() : filter);
      }
      FieldIndex.Builder fields = FieldIndex.builder();
      FilterSet indexed = FilterSet.of(filters, catalogue, fields);
      FilterSet scanning = FilterSet.scanning(filters, catalogue, fields);
      FieldIndex index = fields.build();
      for (int log = 0; log < 60; log++) {
        TestingDocument document = TestingDocument.of(chance.log(), index, 0);
        List<Integer> expected = matched(scanning, document);
        assertThat(matched(indexed, document))
            .as("seed %d, round %d, log %d", seed, round, log)
            .containsExactlyInAnyOrderElementsOf(expected);
        selected += expected.size();
      }
    }
    assertThat(selected).isGreaterThan(10_000);
  }

  /** Phrases are found by their numbers, whatever stands around them. */
  @Test
  void phrasesWithNumbersAgreeWithScanning() {
    long seed = Long.getLong("tocsin.match.seed", 7);
    Random random = new Random(seed);
    List<String> words =
        List.of(
            "after", "of", "take", "TAKE", "ta\u212Ae", "\u0130f", "caf\u00E9", "x_1", "after_");
    List<String> numbers =
        List.of("3", "03", "47", "4711", "0", "1234567890123456", "12345678901234567", "\u0663");
    List<String> between = List.of(" ", "  ", ": ", " _ ", "_", ".", ",", "-", "'", "", " \u2192 ");
    List<Kql> filters = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      StringBuilder before = new StringBuilder();
      for (int left = random.nextInt(4); left > 0; left--) {
        before.append(pick(words, random)).append(pick(between, random));
      }
      String behind = random.nextBoolean() ? "" : " " + pick(words, random);
      filters.add(parse("message: \"" + before + pick(numbers, random) + behind + "\""));
    }
    FieldIndex.Builder fields = FieldIndex.builder();
    FilterSet indexed = FilterSet.of(filters, ECS, fields);
    FilterSet scanning = FilterSet.scanning(filters, ECS, fields);
    FieldIndex index = fields.build();
    int selected = 0;
    for (int log = 0; log < 3_000; log++) {
      StringBuilder message = new StringBuilder();
      // Some reach over several times the 64 bytes that are looked at in one go.
      for (int i = random.nextInt(random.nextInt(4) == 0 ? 60 : 8); i >= 0; i--) {
        message.append(pick(random.nextBoolean() ? words : numbers, random));
        message.append(pick(between, random));
      }
      TestingDocument document =
          TestingDocument.of(JSON.createObjectNode().put("message", message.toString()), index, 0);
      List<Integer> expected = matched(scanning, document);
      assertThat(matched(indexed, document))
          .as("seed %d: %s", seed, message)
          .containsExactlyInAnyOrderElementsOf(expected);
      selected += expected.size();
    }
    assertThat(selected).isGreaterThan(10_000);
  }

  private static String pick(List<String> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }

  private static Kql parse(String filter) {
    return Objects.requireNonNull(
        KqlParser.parse(Fragment.of(filter), ECS, new Diagnostics()), filter);
  }

  @Test
  void aNumberBehindAnotherWordIsNotAsked() {
    List<String> filters = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      filters.add("message: \"after " + i + "\"");
    }
    Indexed indexed = of(filters);
    assertThat(indexed.matched("{'message': 'attempt 1 of 3, done After 17 ms'}"))
        .containsExactly(17);
    assertThat(indexed.set().asked()).isEqualTo(1);
  }

  @Test
  void asksOnlyFiltersThatALogCouldMeet() {
    List<String> filters = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      filters.add("service.name: service-" + i % 50 + " and log.level: level-" + i % 7);
      filters.add("message: \"order " + i + " refused\"");
      filters.add("event.duration >= " + 1_000 * i);
      filters.add("host.name: host-" + i + "-* and http.response.status_code >= 500");
    }
    Indexed indexed = of(filters);
    List<Integer> matched =
        indexed.matched(
            """
            {'service.name': 'service-7', 'log.level': 'level-0', 'event.duration': 2500,
             'message': 'Order 17 refused by peer', 'host.name': 'host-3-b',
             'http.response.status_code': 503}
            """);
    assertThat(matched).contains(4 * 7, 4 * 17 + 1, 2, 4 + 2, 8 + 2, 4 * 3 + 3);
    // The order, three durations and one beyond, the host and those whose number begins alike.
    assertThat(indexed.set().asked()).isLessThan(10);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "service.name: (a or b) and log.level: (ERROR or FATAL)|0",
        "service.name: a|0",
        "service.name: c|0",
        "service.name: a and message: refused|1",
        "not log.level: INFO|1",
        "service.name: a or message: nothing|1",
        "user.name: *|0",
        "source.ip: 10.0.0.0/8|0",
        "http.response.status_code: 404|0",
        "http.response.status_code: 200|1"
      })
  void asksNoMoreOfAFilterThanItMust(String filter, int asked) {
    Indexed indexed = of(List.of(filter));
    indexed.matched(
        """
        {'service.name': 'a', 'log.level': 'ERROR', 'message': 'refused',
         'http.response.status_code': 200}
        """);
    assertThat(indexed.set().asked()).isEqualTo(asked);
  }

  /** A set, and the fields that it reads. */
  private record Indexed(IndexedFilterSet set, FieldIndex fields) {
    List<Integer> matched(String log) {
      return IndexedFilterSetTest.matched(set, TestingDocument.of(log.replace("\n", " "), fields));
    }
  }

  private static Indexed of(List<String> filters) {
    FieldIndex.Builder fields = FieldIndex.builder();
    IndexedFilterSet set =
        IndexedFilterSet.of(
            filters.stream()
                .map(text -> KqlParser.parse(Fragment.of(text), ECS, new Diagnostics()))
                .map(Objects::requireNonNull)
                .map(Kql::normal)
                .toList(),
            ECS,
            fields);
    return new Indexed(set, fields.build());
  }

  private static List<Integer> matched(FilterSet set, TestingDocument document) {
    List<Integer> matched = new ArrayList<>();
    set.match(document, matched::add);
    return matched;
  }
}
