package io.tocsin.kql;

import java.util.List;

/**
 * What a filter, or a part of one, says of a log.
 *
 * @param filter the part
 * @param holds whether it selects the log
 * @param parts the same of its operands, in their order; none for a clause
 */
public record Evaluation(Kql filter, boolean holds, List<Evaluation> parts) {

  /** Copies the list. */
  public Evaluation {
    parts = List.copyOf(parts);
  }

  /**
   * A line for each part, its operands indented below it: {@code true log.level: ERROR}, {@code
   * false and}.
   */
  public String render() {
    StringBuilder out = new StringBuilder();
    render("", out);
    return out.toString();
  }

  private void render(String indent, StringBuilder out) {
    out.append(indent).append(holds ? "true  " : "false ").append(label()).append('\n');
    for (Evaluation part : parts) {
      part.render(indent + "  ", out);
    }
  }

  private String label() {
    if (filter instanceof Kql.And) {
      return "and";
    }
    if (filter instanceof Kql.Or) {
      return "or";
    }
    return filter instanceof Kql.Not ? "not" : KqlPrinter.print(filter);
  }
}
