package io.tocsin.indextemplate;

/**
 * What became of the retention of data streams that were there before their template changed: a
 * template holds for new ones only.
 */
public sealed interface StreamRetention {

  /**
   * A stream that kept its documents for as long as the template said now keeps them for as long as
   * it says now.
   *
   * @param before as Elasticsearch spells it; {@code none} if it had no retention
   * @param after as it was sent
   */
  record Changed(String stream, String before, String after) implements StreamRetention {}

  /**
   * One that differs from what its template said, so that somebody has set it, and that stays.
   *
   * @param retention as Elasticsearch spells it; {@code none} if it has none or is switched off
   * @param wanted what the template says
   */
  record Kept(String stream, String retention, String wanted) implements StreamRetention {}

  /**
   * The server would not tell, or not change it.
   *
   * @param streams a name or a pattern
   * @param reason a clause, without its end
   */
  record Refused(String streams, String reason) implements StreamRetention {}
}
