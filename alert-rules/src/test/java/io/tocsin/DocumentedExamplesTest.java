package io.tocsin;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.receiver.BodyNames;
import io.tocsin.receiver.Receivers;
import io.tocsin.receiver.ReceiversReader;
import io.tocsin.rule.RuleBundle;
import io.tocsin.rule.RuleFiles;
import io.tocsin.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documentation shows as a rule file or as settings is one, without a mistake. */
class DocumentedExamplesTest {
  private record Example(String page, String text) {
    @Override
    public String toString() {
      return page + ": " + text.lines().findFirst().orElse("");
    }
  }

  private static Stream<Example> examples(String page) throws IOException {
    return MarkdownPage.read(Path.of("..", page)).blocks().stream()
        .filter(block -> block.language().equals("yaml"))
        .map(block -> new Example(page, block.text()));
  }

  static Stream<Example> settings() throws IOException {
    return Stream.concat(examples("README.md"), examples("docs/configuration.md"))
        .filter(example -> example.text().startsWith("kafka:"));
  }

  static Stream<Example> rules() throws IOException {
    return examples("README.md").filter(example -> example.text().startsWith("rules:\n"));
  }

  static Stream<Example> receivers() throws IOException {
    return examples("docs/receivers.md");
  }

  @ParameterizedTest
  @MethodSource("receivers")
  void receiversAreReadWithoutAMistake(Example example) {
    Diagnostics diagnostics = new Diagnostics();

    Receivers receivers = ReceiversReader.read("receivers.yaml", example.text(), diagnostics);

    assertThat(diagnostics.list()).as(diagnostics.render()).isEmpty();
    assertThat(receivers.all()).isNotEmpty();
  }

  @Test
  void everyKeyOfReceiversAndEveryNameOfABodyIsDocumented() throws IOException {
    String page = Files.readString(Path.of("../docs/receivers.md"));
    List<String> places =
        List.of(
            "zzzzzz: 1",
            "receivers: {a: {zzzzzz: 1}}",
            "receivers: {a: {webhook: {zzzzzz: 1}}}",
            "receivers: {a: {slack: {bot_token: a, zzzzzz: 1}}}",
            "mute_times: {a: {zzzzzz: 1}}",
            "routes: [{zzzzzz: 1}]");
    for (String place : places) {
      assertAllKnownKeysAreOn(
          page, place, found -> ReceiversReader.read("receivers.yaml", place, found));
    }
    assertThat(BodyNames.ALL).allMatch(name -> page.contains("`" + name + "`"));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void settingsAreReadWithoutAMistake(Example example) {
    Diagnostics diagnostics = new Diagnostics();

    assertThat(SettingsReader.read("tocsin.yaml", example.text(), diagnostics))
        .as(diagnostics.render())
        .isNotNull();
    assertThat(diagnostics.list()).isEmpty();
  }

  @Test
  void everyKeyOfTheSettingsIsDocumented() throws IOException {
    String page = Files.readString(Path.of("../docs/configuration.md"));
    List<String> places =
        List.of(
            "zzzzzz: 1",
            "kafka: {zzzzzz: 1}",
            "sources: [{zzzzzz: 1}]",
            "sources: [{timestamp: {zzzzzz: 1}}]",
            "sources: [{parse: [{json: message, zzzzzz: 1}]}]",
            "sources: [{parse: [{grok: a, zzzzzz: 1}]}]",
            "sources: [{mask: [{zzzzzz: 1}]}]",
            "topics: {zzzzzz: 1}",
            "checkpoints: {zzzzzz: 1}",
            "elasticsearch: {zzzzzz: 1}",
            "elasticsearch: {retention: {zzzzzz: 1}}",
            "pipeline: {zzzzzz: 1}");
    for (String place : places) {
      assertAllKnownKeysAreOn(
          page, place, found -> SettingsReader.read("tocsin.yaml", place, found));
    }
  }

  /** Each key that would have been right where {@code zzzzzz} stands. */
  private static void assertAllKnownKeysAreOn(
      String page, String place, Consumer<Diagnostics> reading) {
    Diagnostics diagnostics = new Diagnostics();
    reading.accept(diagnostics);
    List<String> known =
        diagnostics.list().stream()
            .filter(found -> found.message().equals("unknown key 'zzzzzz'"))
            .map(found -> String.valueOf(found.hint()).replace("known are ", ""))
            .flatMap(hint -> Stream.of(hint.split(", ")))
            .toList();
    assertThat(known).as(place).isNotEmpty();
    assertThat(known).as(place).allMatch(key -> page.matches("(?s).*\\b" + key + "\\b.*"));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void rulesAreReadWithoutAMistake(Example example) {
    RuleFiles.Reading reading =
        RuleFiles.read(
            new RuleBundle(List.of(new RuleBundle.File("rules.yaml", example.text()))), null);

    assertThat(reading.diagnostics().list()).as(reading.diagnostics().render()).isEmpty();
    assertThat(reading.rules().rules()).isNotEmpty();
  }
}
