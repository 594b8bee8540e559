package io.tocsin.alert;

/** Why an alert ended. Only {@link #RECOVERED} is good news. */
public enum EndReason {
  /** The condition no longer held. */
  RECOVERED("recovered"),
  /** Nothing could be decided for as long as {@code no_data_for}. */
  NO_DATA("no data"),
  /** The group had no log for as long as {@code forget_after}. */
  FORGOTTEN("forgotten"),
  /** The rule counts something else now. */
  RULE_CHANGED("rule changed"),
  /** The rule is gone. */
  RULE_DELETED("rule deleted");

  private final String text;

  EndReason(String text) {
    this.text = text;
  }

  /** The reason as it is written in records and messages. */
  public String text() {
    return text;
  }

  /**
   * The reason that is written so.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static EndReason of(String text) {
    for (EndReason reason : values()) {
      if (reason.text.equals(text)) {
        return reason;
      }
    }
    throw new IllegalArgumentException("no such reason: " + text);
  }
}
