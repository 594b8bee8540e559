package io.tocsin.diagnostic;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the diagnostics of a run; the same one twice counts once. */
public final class Diagnostics {
  /** More than anybody reads. */
  private static final int MOST_SHOWN = 1_000;

  private final Set<Diagnostic> collected = new LinkedHashSet<>();
  private boolean errors;

  /** Adds an error about a part of a text. */
  public void error(Code code, Fragment text, Span span, String message, @Nullable String hint) {
    add(new Diagnostic(Severity.ERROR, code, message, text.source(), text.inFile(span), hint));
  }

  /** Adds a warning about a part of a text. */
  public void warning(Code code, Fragment text, Span span, String message, @Nullable String hint) {
    add(new Diagnostic(Severity.WARNING, code, message, text.source(), text.inFile(span), hint));
  }

  /** Adds one. */
  public void add(Diagnostic diagnostic) {
    collected.add(diagnostic);
    errors |= diagnostic.severity() == Severity.ERROR;
  }

  /** Adds all of another collection. */
  public void addAll(Diagnostics others) {
    others.collected.forEach(this::add);
  }

  /** Whether one of them is an error. */
  public boolean hasErrors() {
    return errors;
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return collected.isEmpty();
  }

  /** All of them, by path and by place in the file. */
  public List<Diagnostic> list() {
    return collected.stream().sorted(Diagnostic.IN_ORDER).toList();
  }

  /**
   * They as they are shown to a person, an empty line between two; of very many the first ones by
   * place, and how many more there are.
   */
  public String render() {
    return render(MOST_SHOWN);
  }

  /**
   * They as they are shown to a person, an empty line between two.
   *
   * @param most how many are shown; of more, the first ones by place, and how many more there are
   */
  public String render(int most) {
    List<String> shown = new ArrayList<>();
    collected.stream()
        .sorted(Diagnostic.IN_ORDER)
        .limit(most)
        .forEach(one -> shown.add(one.render()));
    int more = collected.size() - shown.size();
    if (more > 0) {
      shown.add("and %d more; mend these first".formatted(more));
    }
    return String.join("\n\n", shown);
  }

  /** How many of them are errors. */
  public int errors() {
    return (int) collected.stream().filter(one -> one.severity() == Severity.ERROR).count();
  }

  /** How many of them are warnings. */
  public int warnings() {
    return collected.size() - errors();
  }
}
