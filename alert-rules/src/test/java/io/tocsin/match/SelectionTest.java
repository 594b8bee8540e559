package io.tocsin.match;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.diagnostic.Fragment;
import io.tocsin.document.FieldIndex;
import io.tocsin.field.FieldCatalogue;
import io.tocsin.kql.Kql;
import io.tocsin.kql.KqlParser;
import io.tocsin.kql.RandomKql;
import io.tocsin.kql.TestingDocument;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionTest {
  private static final FieldCatalogue ECS = FieldCatalogue.ecs();

  /** What was remembered, forgotten, and given up for a while, all say what scanning says. */
  @ParameterizedTest
  @CsvSource({"8192, 32768", "8, 32768", "8192, 4", "3, 2"})
  void agreesWithScanning(int mostValues, int mostAnswers) {
    long seed = Long.getLong("tocsin.match.seed", 815);
    Random random = new Random(seed);
    RandomKql chance = new RandomKql(random);
    FieldCatalogue catalogue = RandomKql.catalogue();
    int selected = 0;
    int alike = 0;
    for (int round = 0; round < 40; round++) {
      List<Kql> filters = filters(chance, random);
      FieldIndex.Builder fields = FieldIndex.builder();
      Selection<int[]> selection =
          Selection.of(filters, catalogue, fields, met -> met, mostValues, mostAnswers);
      FilterSet scanning = FilterSet.scanning(filters, catalogue, fields);
      FieldIndex index = fields.build();
      Set<int[]> meanings = new HashSet<>();
      List<ObjectNode> logs = new ArrayList<>();
      for (int log = 0; log < 120; log++) {
        // Half of the logs come again, as logs do.
        boolean again = !logs.isEmpty() && random.nextBoolean();
        ObjectNode json = again ? logs.get(random.nextInt(logs.size())) : chance.log();
        logs.add(json);
        TestingDocument document = TestingDocument.of(json, index, 0);
        List<Integer> expected = new ArrayList<>();
        scanning.match(document, expected::add);
        List<Integer> matched = new ArrayList<>();
        for (int[] met : matched(selection, document)) {
          Arrays.stream(met).forEach(matched::add);
          alike += meanings.add(met) ? 0 : 1;
        }
        assertThat(matched)
            .as("seed %d, round %d, log %d: %s", seed, round, log, json)
            .containsExactlyInAnyOrderElementsOf(expected);
        selected += expected.size();
      }
    }
    assertThat(selected).isGreaterThan(10_000);
    assertThat(alike).as("meanings that were remembered").isGreaterThan(1_000);
  }

  private static List<Kql> filters(RandomKql chance, Random random) {
    List<Kql> filters = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      Kql filter = random.nextInt(3) > 0 ? chance.clause() : chance.filter();
      filters.add(random.nextBoolean() ? filter.normal() : filter);
    }
    return filters;
  }

  @Test
  void logsAlikeMeanTheSameThing() {
    List<String> filters = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      filters.add("service.name: service-" + i % 10 + " and log.level: level-" + i % 7);
      filters.add("event.duration >= " + 1_000 * i + " and host.name: web-" + i % 3 + "*");
    }
    Selected selected = Selected.of(filters);
    List<int[]> first =
        selected.by(
            """
            {'service.name': 'service-3', 'log.level': 'level-3', 'host.name': 'web-1-a',
             'event.duration': 50500, 'message': 'one'}
            """);
    List<int[]> second =
        selected.by(
            """
            {'service.name': 'service-3', 'log.level': 'level-3', 'host.name': 'web-1-b',
             'event.duration': 50999, 'message': 'another'}
            """);
    assertThat(first).hasSize(2);
    assertThat(second.get(0)).isSameAs(first.get(0));
    assertThat(second.get(1)).isSameAs(first.get(1));
    assertThat(
            selected.by(
                """
                {'service.name': 'service-3', 'log.level': 'level-3', 'host.name': 'web-1-b',
                 'event.duration': 51000, 'message': 'one'}
                """))
        .hasSize(2)
        .noneMatch(met -> met == first.get(1));
  }

  @Test
  void severalValuesOfAFieldAreRememberedTogether() {
    List<String> filters = List.of("tags: a", "tags: b", "tags: c", "tags: (a and b)");
    Selected selected = Selected.of(filters);
    List<int[]> both = selected.by("{'tags': ['a', 'b']}");
    assertThat(both).hasSize(1);
    assertThat(both.get(0)).containsExactlyInAnyOrder(0, 1, 3);
    assertThat(selected.by("{'tags': ['a', 'b']}").get(0)).isSameAs(both.get(0));
    assertThat(selected.by("{'tags': ['ab', '']}")).isEmpty();
    assertThat(selected.by("{'tags': 'c'}").get(0)).containsExactly(2);
    assertThat(selected.by("{'message': 'a b'}")).isEmpty();
  }

  /** Where most logs have values of their own, each is asked, and none is kept. */
  @Test
  void whatDoesNotComeAgainIsNotRemembered() {
    List<String> filters =
        List.of("user.name: a*", "user.name: b*", "user.name: *c", "not user.name: a*");
    Selected selected = Selected.of(filters);
    assertThat(selected.by("{'user.name': 'a-c'}")).as("remembered: one meaning").hasSize(1);
    for (int i = 0; i < 20_000; i++) {
      assertThat(selected.by("{'user.name': 'a-" + i + "'}").get(0)).containsExactly(0);
    }
    List<int[]> again = selected.by("{'user.name': 'a-c'}");
    assertThat(again).as("asked anew: a meaning for each filter").hasSize(2);
    assertThat(again.stream().flatMapToInt(Arrays::stream)).containsExactlyInAnyOrder(0, 2);
  }

  /** However many there are: a value is named by a filter, or it is one of the others. */
  @Test
  void valuesThatNoFilterNamesAreAlike() {
    List<String> filters =
        List.of("user.name: a", "user.name: (b or \"c d\")", "not user.name: a", "user.name: *");
    Selected selected = Selected.of(filters);
    List<int[]> other = selected.by("{'user.name': 'e'}");
    assertThat(other).hasSize(1);
    assertThat(other.get(0)).containsExactlyInAnyOrder(2, 3);
    for (int i = 0; i < 20_000; i++) {
      assertThat(selected.by("{'user.name': 'e-" + i + "'}").get(0)).isSameAs(other.get(0));
    }
    assertThat(selected.by("{'user.name': 'a'}").get(0)).containsExactlyInAnyOrder(0, 3);
    assertThat(selected.by("{'user.name': 'c d'}").get(0)).containsExactlyInAnyOrder(1, 2, 3);
    assertThat(selected.by("{'user.name': ['e', 'a']}").get(0)).containsExactlyInAnyOrder(0, 3);
    assertThat(selected.by("{'message': 'none'}").get(0)).containsExactly(2);
    assertThat(selected.by("{'user.name': '" + "e".repeat(1_025) + "'}"))
        .as("a value that is not indexed")
        .allSatisfy(met -> assertThat(met).containsExactly(2));
  }

  @Test
  void filtersOfFewClassesAreRememberedTogetherWhateverTheirFields() {
    List<String> filters = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      filters.add("service.name: service-" + i + " and log.level: level-" + i % 4);
      filters.add("event.duration >= " + 1_000 * i);
      filters.add("not log.level: level-" + i % 4 + " and event.duration < " + 500 * i);
    }
    List<int[]> met =
        Selected.of(filters)
            .by("{'service.name': 'service-3', 'log.level': 'level-3', 'event.duration': 2500}");
    assertThat(met).as("one look-up").hasSize(1);
    assertThat(met.get(0)).contains(3 * 3, 1, 4, 7).doesNotContain(10);
  }

  /** A selection, and the fields that it reads. */
  private record Selected(Selection<int[]> selection, FieldIndex fields) {
    static Selected of(List<String> filters) {
      FieldIndex.Builder fields = FieldIndex.builder();
      Selection<int[]> selection =
          Selection.of(
              filters.stream()
                  .map(text -> KqlParser.parse(Fragment.of(text), ECS, new Diagnostics()))
                  .map(Objects::requireNonNull)
                  .toList(),
              ECS,
              fields,
              met -> met);
      return new Selected(selection, fields.build());
    }

    List<int[]> by(String log) {
      return matched(selection, TestingDocument.of(log.replace("\n", " "), fields));
    }
  }

  private static List<int[]> matched(Selection<int[]> selection, TestingDocument document) {
    List<int[]> matched = new ArrayList<>();
    selection.match(document, matched::add);
    return matched;
  }
}
