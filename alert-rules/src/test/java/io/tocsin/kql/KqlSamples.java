package io.tocsin.kql;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.diagnostic.Fragment;
import io.tocsin.document.FieldIndex;
import io.tocsin.field.FieldCatalogue;
import java.util.ArrayList;
import java.util.List;

/** Filters and logs as tests write them, over ECS and a few fields of a team. */
final class KqlSamples {
  static final FieldCatalogue CATALOGUE = catalogue();

  private KqlSamples() {}

  private static FieldCatalogue catalogue() {
    Diagnostics diagnostics = new Diagnostics();
    String own =
        """
        took: {type: long, unit: ms}
        ratio: double
        paid: boolean
        due: date
        peer: ip
        note: text
        tier: keyword
        bag: flattened
        """;
    FieldCatalogue catalogue = FieldCatalogue.ecs().with("fields.yaml", own, diagnostics);
    if (!diagnostics.isEmpty()) {
      throw new IllegalStateException(diagnostics.render());
    }
    return catalogue;
  }

  /** The filter of a text that has no error. */
  static Kql checked(String text) {
    Diagnostics diagnostics = new Diagnostics();
    Kql kql = KqlParser.parse(Fragment.of(text), CATALOGUE, diagnostics);
    if (kql == null) {
      throw new IllegalArgumentException(diagnostics.render());
    }
    return kql;
  }

  /** Whether a filter selects a log, given as JSON with single quotes. */
  static boolean matches(String text, String json) {
    FieldIndex.Builder fields = FieldIndex.builder();
    KqlMatcher matcher = KqlMatcher.compile(checked(text), CATALOGUE, fields);
    return matcher.matches(TestingDocument.of(json, fields.build()));
  }

  /** Whether each of some filters selects a log. */
  static List<Boolean> matches(List<Kql> filters, JsonNode log) {
    FieldIndex.Builder fields = FieldIndex.builder();
    KqlCompiler compiler = new KqlCompiler(CATALOGUE, fields);
    List<KqlMatcher> matchers = filters.stream().map(compiler::compile).toList();
    TestingDocument document = TestingDocument.of(log, fields.build(), 0);
    List<Boolean> answers = new ArrayList<>();
    matchers.forEach(matcher -> answers.add(matcher.matches(document)));
    return answers;
  }
}
