package io.tocsin.condition;

import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.diagnostic.Fragment;
import io.tocsin.field.FieldCatalogue;
import io.tocsin.slot.SlotWidth;
import io.tocsin.yaml.YamlMapping;
import io.tocsin.yaml.YamlReader;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A rule's conditions, with what it defines. */
final class TestingConditions {
  private static final FieldCatalogue FIELDS =
      FieldCatalogue.ecs()
          .with(
              "fields.yaml",
              "took: {type: long, unit: ms}\nload: {type: double, unit: '%'}",
              new Diagnostics());

  final Diagnostics diagnostics = new Diagnostics();
  final Terms terms = new Terms();
  private final ConditionParser parser;

  private TestingConditions(String definitions) {
    // Filters are other people's language: here any text is one, but for the word "broken".
    FilterReader filters = kql -> kql.text().contains("broken") ? null : kql.text().strip();
    YamlMapping rule = (YamlMapping) YamlReader.read("rule.yaml", definitions, diagnostics);
    Definitions read =
        Definitions.read(
            rule == null ? null : (YamlMapping) rule.get("filters"),
            rule == null ? null : (YamlMapping) rule.get("let"),
            List.of("service.name"),
            filters,
            diagnostics);
    ConditionScope scope = new ConditionScope(FIELDS, read, filters, SlotWidth.MINUTE, 5 * 60_000);
    this.parser = new ConditionParser(scope, terms, diagnostics);
  }

  /** Of a rule that defines nothing. */
  static TestingConditions plain() {
    return with("{}");
  }

  /** Of a rule with these keys in YAML. */
  static TestingConditions with(String definitions) {
    return new TestingConditions(definitions);
  }

  @Nullable Condition read(String text) {
    return parser.condition(Fragment.of(text));
  }

  /** A condition without mistakes. */
  Condition condition(String text) {
    Condition condition = read(text);
    if (condition == null || !diagnostics.isEmpty()) {
      throw new AssertionError(diagnostics.render());
    }
    return condition;
  }

  /** A number without mistakes. */
  Expression number(String text) {
    Expression number = parser.number(Fragment.of(text));
    if (number == null || !diagnostics.isEmpty()) {
      throw new AssertionError(diagnostics.render());
    }
    return number;
  }

  /** What is wrong with a condition: {@code column: id: message (hint)}, a line each. */
  String mistakes(String text) {
    read(text);
    return mistakes();
  }

  String mistakesInDefinitions() {
    parser.checkDefinitions();
    return mistakes();
  }

  private String mistakes() {
    return diagnostics.list().stream()
        .map(
            each ->
                "%d: %s: %s%s"
                    .formatted(
                        each.position().column(),
                        each.code().id(),
                        each.message(),
                        each.hint() == null ? "" : " (" + each.hint() + ")"))
        .collect(Collectors.joining("\n"));
  }

  /** Terms with these values, in a group of the service {@code checkout}. */
  static TermValues values(Range... values) {
    return new TermValues() {
      @Override
      public Range value(int term) {
        return values[term];
      }

      @Override
      public String groupValue(String field) {
        return "checkout";
      }
    };
  }
}
