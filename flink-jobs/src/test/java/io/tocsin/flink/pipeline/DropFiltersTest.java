package io.tocsin.flink.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.document.JsonLogReader;
import io.tocsin.document.LogReaders;
import io.tocsin.document.RawRecord;
import io.tocsin.document.ReadStats;
import io.tocsin.document.SourceFormat;
import io.tocsin.document.SourceSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DropFiltersTest {
  @TempDir Path rules;

  @Test
  void leaveOutWhatOneOfThemSelectsInEcsSpelling() {
    DropFilters filters = DropFilters.of("log.level: DEBUG", "url.path: \"/health\"");

    assertThat(kept(filters, "{\"level\":\"debug\"}")).isFalse();
    assertThat(kept(filters, "{\"url\":{\"path\":\"/health\"}}")).isFalse();
    assertThat(kept(filters, "{\"url.path\":\"/health\",\"level\":\"error\"}")).isFalse();
    assertThat(kept(filters, "{\"level\":\"info\",\"url.path\":\"/pay\"}")).isTrue();
    assertThat(kept(filters, "{}")).isTrue();
    assertThat(kept(DropFilters.NONE, "{\"level\":\"debug\"}")).isTrue();
  }

  @Test
  void takeUnitsFromTheFieldsBesideTheRules() throws IOException {
    Files.createDirectories(rules.resolve("shop"));
    Files.writeString(rules.resolve("shop/fields.yaml"), "took: {type: long, unit: us}\n");
    Files.writeString(rules.resolve("shop/rules.yaml"), "rules: []\n");
    FieldsBesideRules fields = new FieldsBesideRules();

    assertThat(fields.at(rules.toString()).find("took")).isNotNull();
    DropFilters filters = new DropFilters(List.of("took < 5ms"), fields.texts());

    assertThat(kept(filters, "{\"took\":4999}")).isFalse();
    assertThat(kept(filters, "{\"took\":5000}")).isTrue();
  }

  @Test
  void sayWhichFieldsCouldNotBeRead() {
    assertThatThrownBy(() -> new FieldsBesideRules().at("nowhere://rules"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith(
            "cannot read the fields.yaml of nowhere://rules, which the filters");
  }

  private static boolean kept(DropFilters filters, String log) {
    DropFilters.Compiled compiled = filters.compile();
    List<String> read = new ArrayList<>();
    JsonLogReader reader =
        LogReaders.json(
            SourceSpec.of(SourceFormat.ECS), compiled.fields(), compiled::keeps, new ReadStats());
    RawRecord record = new RawRecord("logs", 0, 0, 1_700_000_000_000L, log.getBytes(UTF_8));
    assertThat(
            reader.read(
                record, 1_700_000_000_000L, each -> read.add(new String(each.json(), UTF_8))))
        .isNull();
    return !read.isEmpty();
  }
}
