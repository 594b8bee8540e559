package io.tocsin.document;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes a source's parse steps on a log. */
final class ParseSteps {
  private static final String MESSAGE = "message";
  private static final List<String> MESSAGE_PATH = List.of(MESSAGE);
  private static final List<String> ORIGINAL_PATH = List.of("event", "original");

  /** Where the line may stand before it has its name of ECS. */
  private static final List<List<String>> LINE = spellings(MESSAGE);

  private final List<Step> steps = new ArrayList<>();
  private final ReadStats stats;

  /**
   * A step.
   *
   * @param sources the names that its field may have
   * @param target under which path the fields go; empty: the root
   * @param consumes whether the text goes when it has been read
   */
  private record Step(
      List<List<String>> sources, List<String> target, boolean consumes, TextParser parser) {}

  ParseSteps(List<ParseStep> steps, ReadStats stats) {
    this.stats = stats;
    steps.forEach(step -> this.steps.add(compiled(step)));
  }

  private static Step compiled(ParseStep step) {
    List<List<String>> sources = spellings(step.field());
    if (step instanceof ParseStep.Json json) {
      List<String> target = FieldPath.of(json.target());
      return new Step(sources, target, target.isEmpty(), ParseSteps::json);
    }
    if (step instanceof ParseStep.Dissect dissect) {
      return new Step(sources, List.of(), false, DissectPattern.compile(dissect.pattern()));
    }
    if (step instanceof ParseStep.Grok grok) {
      return new Step(sources, List.of(), false, firstOf(grok));
    }
    if (step instanceof ParseStep.Regex regex) {
      return new Step(sources, List.of(), false, RegexCaptures.compile(regex.expression()));
    }
    throw new IllegalStateException("a step of no known kind: " + step);
  }

  private static TextParser firstOf(ParseStep.Grok grok) {
    List<RegexCaptures> patterns =
        grok.patterns().stream()
            .map(pattern -> GrokPattern.compile(pattern, grok.definitions()))
            .toList();
    return (text, stats) -> {
      for (RegexCaptures pattern : patterns) {
        Branch fields = pattern.parse(text, stats);
        if (fields != null) {
          return fields;
        }
      }
      return null;
    };
  }

  private static @Nullable Branch json(String text, ReadStats stats) {
    try {
      return JsonDecoder.object(text, stats);
    } catch (NotALog e) {
      return null;
    }
  }

  /** A field's name, and the names that normalising would turn into it. */
  private static List<List<String>> spellings(String field) {
    List<List<String>> names = new ArrayList<>();
    names.add(FieldPath.of(field));
    FieldAlias.ALL.stream()
        .filter(alias -> alias.target().equals(field))
        .forEach(alias -> names.add(List.of(alias.name())));
    return names;
  }

  /** Adds what the steps find; a line out of which a message was read stays as the original. */
  void apply(Branch log) {
    if (steps.isEmpty()) {
      return;
    }
    Leaf line = text(log, LINE);
    for (Step step : steps) {
      apply(step, log);
    }
    if (line == null) {
      return;
    }
    Leaf message = text(log, LINE);
    if (message == null) {
      log.add(MESSAGE_PATH, line);
    } else if (!message.equals(line)) {
      for (List<String> name : LINE) {
        if (name.size() == 1 && line.equals(log.first(name))) {
          log.takeLeaves(name.get(0));
        }
      }
      if (!log.has(ORIGINAL_PATH)) {
        log.add(ORIGINAL_PATH, line);
      }
    }
  }

  private void apply(Step step, Branch log) {
    for (List<String> source : step.sources()) {
      Leaf text = log.first(source);
      if (text != null && text.kind() == ValueKind.STRING) {
        Branch fields = step.parser().parse(text.text(), stats);
        if (fields == null) {
          stats.add(Flaw.STEP_NOT_FITTING);
          return;
        }
        if (step.consumes()) {
          log.take(source);
        }
        overlay(log, step.target(), fields);
        return;
      }
    }
  }

  private static void overlay(Branch log, List<String> target, Branch fields) {
    if (target.isEmpty()) {
      log.overlay(fields);
    } else {
      log.set(target, fields);
    }
  }

  private static @Nullable Leaf text(Branch log, List<List<String>> names) {
    for (List<String> name : names) {
      Leaf leaf = log.first(name);
      if (leaf != null && leaf.kind() == ValueKind.STRING) {
        return leaf;
      }
    }
    return null;
  }
}
