package io.tocsin.diagnostic;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the diagnostics of a run; the same one twice counts once. */
public final class Diagnostics {
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

  /** All of them as they are shown to a person, an empty line between two. */
  public String render() {
    return String.join("\n\n", list().stream().map(Diagnostic::render).toList());
  }
}
