package io.tocsin.rule;

import io.tocsin.diagnostic.Code;
import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.diagnostic.Fragment;
import io.tocsin.diagnostic.Nearest;
import io.tocsin.diagnostic.Span;
import io.tocsin.template.AlertNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks the places of an annotation's text: {@code {{ host.name }}: {{ value }} errors}. */
final class TemplateCheck {
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}@_]");
  private static final String OPEN = "{{";
  private static final String CLOSE = "}}";

  private final List<String> known = new ArrayList<>(AlertNames.ALL);
  private final Diagnostics diagnostics;

  TemplateCheck(List<String> by, Collection<String> labels, Diagnostics diagnostics) {
    known.addAll(by);
    labels.forEach(label -> known.add("labels." + label));
    this.diagnostics = diagnostics;
  }

  void check(Fragment template) {
    String text = template.text();
    int open = text.indexOf(OPEN);
    while (open >= 0) {
      int close = text.indexOf(CLOSE, open);
      if (close < 0) {
        Span place = new Span(open, open + OPEN.length());
        error(Code.TEMPLATE_SYNTAX, template, place, "'{{' without '}}'", null);
        return;
      }
      place(template, new Span(open + OPEN.length(), close));
      open = text.indexOf(OPEN, close);
    }
  }

  private void place(Fragment template, Span inside) {
    String written = template.part(inside).text();
    String name = written.strip();
    int start = inside.start() + written.indexOf(name);
    Span span = new Span(start, start + name.length());
    if (!NAME.matcher(name).lookingAt()) {
      String message = "expected a name between the braces, got '" + name + "'";
      error(Code.TEMPLATE_SYNTAX, template, span, message, null);
    } else if (!known.contains(name)) {
      String message = "'" + name + "' is neither a field of 'by' nor a part of an alert";
      String nearest = Nearest.hint(name, known);
      String hint = nearest == null ? "known are " + String.join(", ", known) : nearest;
      error(Code.TEMPLATE_NAME, template, span, message, hint);
    }
  }

  private void error(Code code, Fragment text, Span at, String message, @Nullable String hint) {
    diagnostics.error(code, text, at, message, hint);
  }
}
