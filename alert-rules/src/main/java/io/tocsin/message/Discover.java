package io.tocsin.message;

import io.tocsin.alert.Alert;
import io.tocsin.kql.Kql;
import io.tocsin.kql.KqlValue;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Links to Kibana's Discover that show the logs behind an alert. */
final class Discover {
  /** An alert that still fires is shown up to this long after it fired. */
  private static final long SHOWN_AFTER_MILLIS = 15 * 60_000;

  private Discover() {}

  /**
   * The rule's KQL and the group, from a window before the start to the end; empty without Kibana.
   */
  static String link(Alert alert, Links links) {
    if (links.kibana().isEmpty()) {
      return "";
    }
    Long resolvedAt = alert.resolvedAt();
    long from = alert.startsAt() - alert.facts().windowMillis();
    long to = resolvedAt == null ? alert.firedAt() + SHOWN_AFTER_MILLIS : resolvedAt;
    String time = "(time:(from:" + quoted(instant(from)) + ",to:" + quoted(instant(to)) + "))";
    String query =
        "(index:"
            + quoted(links.logs())
            + ",query:(language:kuery,query:"
            + quoted(kql(alert))
            + "))";
    return links.kibana() + "/app/discover#/?_g=" + encoded(time) + "&_a=" + encoded(query);
  }

  /** The logs of this alert's group, in KQL. */
  static String kql(Alert alert) {
    List<String> clauses = new ArrayList<>();
    String where = alert.facts().where();
    if (!where.isEmpty()) {
      clauses.add(alert.group().isEmpty() ? where : "(" + where + ")");
    }
    alert
        .group()
        .forEach(
            (field, value) ->
                clauses.add(new Kql.Match(field, new KqlValue.Phrase(value)).canonical()));
    return String.join(" and ", clauses);
  }

  private static String instant(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }

  /** A text in Rison, in which {@code !} escapes. */
  private static String quoted(String text) {
    return "'" + text.replace("!", "!!").replace("'", "!'") + "'";
  }

  private static String encoded(String rison) {
    return URLEncoder.encode(rison, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
