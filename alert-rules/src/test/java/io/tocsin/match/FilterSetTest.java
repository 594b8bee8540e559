package io.tocsin.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.diagnostic.Fragment;
import io.tocsin.document.FieldIndex;
import io.tocsin.field.FieldCatalogue;
import io.tocsin.kql.Kql;
import io.tocsin.kql.KqlParser;
import io.tocsin.kql.TestingDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FilterSetTest {

  @Test
  void tellsTheFiltersThatSelectALog() {
    FieldCatalogue catalogue = FieldCatalogue.ecs();
    List<Kql> filters =
        Stream.of("log.level: ERROR", "timeout", "*:*", "not log.level: ERROR")
            .map(text -> KqlParser.parse(Fragment.of(text), catalogue, new Diagnostics()))
            .map(Objects::requireNonNull)
            .toList();
    FieldIndex.Builder fields = FieldIndex.builder();
    FilterSet set = FilterSet.of(filters, catalogue, fields);
    List<Integer> matched = new ArrayList<>();
    set.match(TestingDocument.of("{'log.level': 'ERROR'}", fields.build()), matched::add);
    assertThat(set.size()).isEqualTo(4);
    assertThat(matched).containsExactlyInAnyOrder(0, 2);
  }
}
