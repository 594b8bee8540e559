package io.tocsin.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.diagnostic.Diagnostic;
import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.diagnostic.Span;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {
  private final Diagnostics diagnostics = new Diagnostics();

  @Test
  void readsMappingsListsAndScalarsInOrder() {
    YamlMapping root = mapping("b: 1\na: [x, 'y', null]\nc: {d: ~}\n");

    assertThat(root.entries())
        .extracting(entry -> entry.key().text())
        .containsExactly("b", "a", "c");
    assertThat(((YamlSequence) value(root, "a")).items())
        .extracting(node -> ((YamlScalar) node).isNull())
        .containsExactly(false, false, true);
    assertThat(diagnostics.isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v: plain text",
        "v: plain\n  folded over\n\n\n  lines  \n  here # comment",
        "v: 'it''s quoted'",
        "v: 'single ''a''\n   folded\n\n   text '",
        "v: \"tab\\t, quote \\\", \\x41, \\u00e9, \\U0001F600 end\"",
        "v: \"folded\n   line \\\n     joined \\\n   \\  spaces\n\n  done\"",
        "v: |\n  literal 'text'\n    indented\n\n  last\n",
        "v: |2- # header\n  literal\n\n\n  more",
        "v: >\n  folded text\n  goes on\n\n  paragraph\n    kept\n    lines\n  end\n",
        "v: >+\r\n  crlf\r\n  text\r\n\r\n",
        "😀: 😀 after \"emoji\"",
      })
  void placesEveryCharacterOfAScalarWhereTheFileSpellsIt(String text) {
    YamlMapping root = mapping(text);
    YamlScalar scalar = (YamlScalar) root.entries().iterator().next().value();

    String value = scalar.fragment().text();
    assertThat(value).isEqualTo(scalar.text()).isNotEmpty();
    int last = scalar.span().start();
    for (int i = 0; i < value.length(); i++) {
      int at = scalar.fragment().inFile(i);
      assertThat(at).as("never backwards").isBetween(last, scalar.span().end());
      last = at;
      if (!Character.isWhitespace(value.charAt(i))) {
        char written = text.charAt(at);
        assertThat(written == value.charAt(i) || written == '\\')
            .as("'%s'", value.substring(i))
            .isTrue();
      }
    }
  }

  @Test
  void pointsBehindAnEscapeInAQuotedScalar() {
    YamlMapping root = mapping("where: \"a: \\\"x y\\\" and b\"");

    int at =
        value(root, "where")
            .fragment()
            .inFile(value(root, "where").fragment().text().indexOf("and"));

    assertThat(root.source().text().substring(at)).isEqualTo("and b\"");
  }

  @Test
  void reportsADuplicateKeyAtItsSecondPlace() {
    mapping("name: a\nname: b\n");

    assertThat(headlines()).containsExactly("a.yaml:2:1: error[Y002]: key 'name' is given twice");
  }

  @Test
  void tellsHowToQuoteAnExpressionThatAColonCut() {
    YamlReader.read("a.yaml", "where: log.level: ERROR\n", diagnostics);

    Diagnostic only = diagnostics.list().get(0);
    assertThat(only.headline())
        .isEqualTo("a.yaml:1:17: error[Y001]: a second ':' in a value without quotes");
    assertThat(only.hint()).isEqualTo("quote the value: 'log.level: ERROR'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: [1, 2",
        "a: 'open",
        "\tx: y",
        "a: *nowhere",
        "a: &x [*x]",
        "a: !!binary x",
        "? [a]\n: b",
        "--- 1\n--- 2",
        "a: \u0000",
        "a: b\n c: d\n",
        "%YAML 9.9\n---\na",
      })
  void refusesWithOneDiagnosticWhatIsNoPlainYaml(String text) {
    YamlReader.read("a.yaml", text, diagnostics);

    assertThat(diagnostics.list()).hasSize(1);
    assertThat(diagnostics.hasErrors()).isTrue();
  }

  @Test
  void refusesAliasesThatGrowWithoutEnd() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
    for (int i = 1; i < 30; i++) {
      bomb.append(
          "a%d: &a%d [%s*a%d]\n".formatted(i, i, "*a%d,".formatted(i - 1).repeat(9), i - 1));
    }

    assertThat(YamlReader.read("a.yaml", bomb.toString(), diagnostics)).isNull();
    assertThat(headlines()).singleElement().asString().contains("Y005");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a: ", "- ", "? "})
  void refusesDeepNestingAtOnce(String open) {
    assertThat(YamlReader.read("a.yaml", open.repeat(1_000_000), diagnostics)).isNull();
    assertThat(diagnostics.list()).hasSize(1);
  }

  @Test
  void readsAMegabyteStringOfBlanksInNoTime() {
    YamlMapping root = mapping("v: \"a" + " ".repeat(4_000_000) + "b\\t\"");

    assertThat(value(root, "v").fragment().inFile(4_000_001)).isEqualTo(4 + 1 + 4_000_000);
  }

  @Test
  void refusesAFileThatIsTooLargeOrNoUtf8() {
    assertThat(YamlReader.decode("big", new byte[YamlReader.LARGEST_FILE + 1], diagnostics))
        .isNull();
    assertThat(YamlReader.decode("latin", new byte[] {'a', '\n', (byte) 0xE9, 'b'}, diagnostics))
        .isNull();

    assertThat(headlines())
        .containsExactly(
            "big:1:1: error[Y003]: larger than 8 MiB",
            "latin:2:1: error[Y006]: not UTF-8: byte 0xe9");
  }

  @Test
  void readsAnEmptyFileAsNothing() {
    assertThat(YamlReader.read("a.yaml", "# nothing\n", diagnostics)).isNull();
    assertThat(diagnostics.isEmpty()).isTrue();
  }

  @Test
  void neverFailsOnRandomText() {
    String alphabet = "ab:-[]{}'\"|>&*!%#?, \n\t\\~@`é😀\r0";
    for (long seed = 0; seed < 20_000; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(40); i > 0; i--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      Diagnostics found = new Diagnostics();
      YamlNode root = YamlReader.read("a.yaml", text.toString(), found);
      found.render();
      checkFragments(root, seed);
    }
  }

  @Test
  void reportsUnknownKeysWithTheNearestKnownOne() {
    MappingReader keys = new MappingReader(mapping("nam: x\nover: [1]\nactive: 1\n"), diagnostics);
    keys.requiredText("name");
    keys.text("over");
    keys.flag("active", false);
    keys.finish();

    assertThat(headlines())
        .containsExactly(
            "a.yaml:1:1: error[Y008]: unknown key 'nam'",
            "a.yaml:2:7: error[Y010]: expected text for 'over', got a list",
            "a.yaml:3:9: error[Y011]: expected true or false, got '1'");
    assertThat(diagnostics.list().get(0).hint()).isEqualTo("did you mean 'name'?");
  }

  @Test
  void decodesUtf8() {
    assertThat(YamlReader.decode("a", "é".getBytes(StandardCharsets.UTF_8), diagnostics))
        .isEqualTo("é");
  }

  private static void checkFragments(@Nullable YamlNode node, long seed) {
    if (node instanceof YamlMapping mapping) {
      mapping.entries().forEach(entry -> checkFragments(entry.key(), seed));
      mapping.entries().forEach(entry -> checkFragments(entry.value(), seed));
    } else if (node instanceof YamlSequence list) {
      list.items().forEach(item -> checkFragments(item, seed));
    } else if (node instanceof YamlScalar scalar) {
      Span written = scalar.fragment().inFile(scalar.fragment().span());
      assertThat(written.start()).as("seed %d", seed).isGreaterThanOrEqualTo(scalar.span().start());
      assertThat(written.end()).as("seed %d", seed).isLessThanOrEqualTo(scalar.span().end());
    }
  }

  private YamlMapping mapping(String text) {
    YamlNode root = YamlReader.read("a.yaml", text, diagnostics);
    assertThat(root).as(diagnostics.render()).isInstanceOf(YamlMapping.class);
    return (YamlMapping) Objects.requireNonNull(root);
  }

  private static YamlNode value(YamlMapping mapping, String key) {
    return Objects.requireNonNull(mapping.get(key));
  }

  private List<String> headlines() {
    return diagnostics.list().stream().map(Diagnostic::headline).toList();
  }
}
