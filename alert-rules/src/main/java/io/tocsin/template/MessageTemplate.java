package io.tocsin.template;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** A text with places for values. Immutable; threads may share it. */
public final class MessageTemplate {
  /** A name is looked up whole: {@code host.name} is not a part of {@code host}. */
  private static final Mustache.Compiler COMPILER =
      Mustache.compiler().standardsMode(true).escapeHTML(false);

  private final Template template;
  private final Set<String> names;

  private MessageTemplate(Template template, Set<String> names) {
    this.template = template;
    this.names = names;
  }

  /**
   * The template that is written so.
   *
   * @throws IllegalArgumentException if it is none, with what is wrong
   */
  public static MessageTemplate of(String text) {
    try {
      Template template = COMPILER.compile(text);
      VariableNames names = new VariableNames();
      template.visit(names);
      return new MessageTemplate(template, Collections.unmodifiableSet(names.found));
    } catch (MustacheException e) {
      String message = e.getMessage() == null ? "not a template" : e.getMessage();
      throw new IllegalArgumentException(message, e);
    }
  }

  /** The names that it asks for, in the order of the text. */
  public Set<String> names() {
    return names;
  }

  /** The text with each name's value in its place; a name without value is shown as it is named. */
  public String render(Map<String, String> values) {
    Mustache.CustomContext context =
        name -> {
          String value = values.get(name);
          return value == null ? "{{" + name + "}}" : value;
        };
    return template.execute(context);
  }

  /** Collects the variables, and refuses every other kind of tag. */
  private static final class VariableNames implements Mustache.Visitor {
    private final Set<String> found = new LinkedHashSet<>();

    @Override
    public void visitText(String text) {
      if (text.contains("{{")) {
        throw new IllegalArgumentException("expected '}}' after '{{', got the end");
      }
    }

    @Override
    public void visitVariable(String name) {
      found.add(name);
    }

    @Override
    public boolean visitInclude(String name) {
      throw notAVariable(">", name);
    }

    @Override
    public boolean visitParent(String name) {
      throw notAVariable("<", name);
    }

    @Override
    public boolean visitBlock(String name) {
      throw notAVariable("$", name);
    }

    @Override
    public boolean visitSection(String name) {
      throw notAVariable("#", name);
    }

    @Override
    public boolean visitInvertedSection(String name) {
      throw notAVariable("^", name);
    }

    private static IllegalArgumentException notAVariable(String mark, String name) {
      return new IllegalArgumentException(
          "expected a name between the braces, got '" + mark + name + "'");
    }
  }
}
