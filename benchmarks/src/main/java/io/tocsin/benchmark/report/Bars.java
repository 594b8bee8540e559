package io.tocsin.benchmark.report;

import io.tocsin.benchmark.measure.Run;
import io.tocsin.benchmark.measure.Runs;
import io.tocsin.benchmark.measure.Table;
import java.util.List;

/**
 * Bars for every case of every table, as long as its rate, beside a line at the rate of what the
 * table compares with.
 */
record Bars(List<Table> tables) {
  private static final int WIDTH = 760;
  private static final int LEFT = 210;
  private static final int LONGEST = 360;
  private static final int ROW = 22;
  private static final int HEAD = 34;

  String svg() {
    StringBuilder body = new StringBuilder();
    int y = 0;
    for (Table table : tables) {
      y = draw(table, y, body);
    }
    return """
    <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="sans-serif" font-size="13">
    <rect width="100%%" height="100%%" fill="white"/>
    %s</svg>
    """
        .formatted(WIDTH, y + 12, body);
  }

  private static int draw(Table table, int top, StringBuilder out) {
    double fastest = table.runs().stream().mapToDouble(Bars::rate).max().orElse(1);
    int y = top + HEAD;
    out.append(
        "<text x=\"10\" y=\"%d\" font-weight=\"bold\">%s</text>%n"
            .formatted(y - 12, escaped(table.title())));
    int first = y;
    for (Runs one : table.runs()) {
      int length = (int) (LONGEST * rate(one) / fastest);
      out.append(
          "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n"
              .formatted(LEFT - 8, y + 14, escaped(one.name())));
      out.append(
          "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>%n"
              .formatted(LEFT, y + 2, length, ROW - 6, one == table.base() ? "#888" : "#3b75af"));
      out.append(
          "<text x=\"%d\" y=\"%d\">%,.0f logs/s, %.2f</text>%n"
              .formatted(LEFT + length + 6, y + 14, rate(one), one.ratio(table.base())));
      y += ROW;
    }
    int base = LEFT + (int) (LONGEST * rate(table.base()) / fastest);
    out.append(
        "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#888\" stroke-dasharray=\"3\"/>%n"
            .formatted(base, first, base, y));
    return y;
  }

  private static double rate(Runs runs) {
    return runs.median(Run::rate);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }
}
