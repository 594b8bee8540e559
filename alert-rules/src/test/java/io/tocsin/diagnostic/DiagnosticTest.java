package io.tocsin.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DiagnosticTest {

  @Test
  void showsTheLineACaretRunAndTheHint() {
    SourceText source = new SourceText("a.yaml", "rules:\n  - wher: x\n");
    Diagnostic diagnostic = at(source, 11, 15, "did you mean 'where'?");

    assertThat(diagnostic.render())
        .isEqualTo(
            """
            a.yaml:2:5: error[Y001]: wrong
              - wher: x
                ^^^^
            hint: did you mean 'where'?""");
  }

  @Test
  void marksAPlaceBetweenCharactersWithOneCaret() {
    SourceText source = new SourceText("a", "count() >");

    assertThat(at(source, 9, 9, null).render()).endsWith("count() >\n         ^");
  }

  @Test
  void countsColumnsInCharactersAndKeepsTabsAligned() {
    SourceText source = new SourceText("a", "\t😀x: y");

    assertThat(at(source, 3, 4, null).render())
        .isEqualTo("a:1:3: error[Y001]: wrong\n\t😀x: y\n\t ^");
  }

  @Test
  void showsOnlyAPartOfAVeryLongLine() {
    SourceText source = new SourceText("a", "x".repeat(1_000_000) + "!" + "y".repeat(1_000_000));

    String[] lines = at(source, 1_000_000, 1_000_001, null).render().split("\n");

    assertThat(lines[1]).hasSize(120).contains("xx!yy");
    assertThat(lines[2].indexOf('^')).isEqualTo(lines[1].indexOf('!'));
  }

  @Test
  void keepsControlCharactersFromTheTerminal() {
    SourceText source = new SourceText("a", "a\u001b[31mb");

    assertThat(at(source, 0, 1, null).render()).doesNotContain("\u001b").contains("a\uFFFD[31mb");
  }

  @Test
  void takesAnyLineBreakAsOne() {
    SourceText source = new SourceText("a", "one\r\ntwo\rthree\nfour");

    assertThat(source.position(5)).isEqualTo(new Position(2, 1));
    assertThat(source.position(9)).isEqualTo(new Position(3, 1));
    assertThat(source.position(99)).isEqualTo(new Position(4, 5));
    assertThat(source.lineAt(0)).isEqualTo(new Span(0, 3));
    assertThat(source.offset(2, 2)).isEqualTo(11);
  }

  @Test
  void pointsIntoTheFileThroughAMappedFragment() {
    SourceText source = new SourceText("a", "\"a\\tb\"");
    Fragment text = Fragment.mapped(source, "a\tb", new int[] {1, 2, 4, 5});
    Diagnostics diagnostics = new Diagnostics();

    diagnostics.error(Code.YAML_SYNTAX, text.part(new Span(1, 3)), new Span(1, 2), "wrong", null);

    assertThat(diagnostics.list().get(0).span()).isEqualTo(new Span(4, 5));
  }

  @Test
  void listsByPlaceAndOnlyOnce() {
    Fragment text = Fragment.of("abc");
    Diagnostics diagnostics = new Diagnostics();

    diagnostics.warning(Code.YAML_SYNTAX, text, new Span(2, 3), "later", null);
    assertThat(diagnostics.hasErrors()).isFalse();
    diagnostics.error(Code.YAML_SYNTAX, text, new Span(0, 1), "earlier", null);
    diagnostics.error(Code.YAML_SYNTAX, text, new Span(0, 1), "earlier", null);

    assertThat(diagnostics.list())
        .extracting(Diagnostic::message)
        .containsExactly("earlier", "later");
    assertThat(diagnostics.hasErrors()).isTrue();
  }

  private static Diagnostic at(SourceText source, int start, int end, @Nullable String hint) {
    Span span = new Span(start, end);
    return new Diagnostic(Severity.ERROR, Code.YAML_SYNTAX, "wrong", source, span, hint);
  }
}
