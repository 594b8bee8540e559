package io.tocsin.alert;

import java.util.Locale;

/** What a record says has happened to an alert. */
public enum Transition {
  /** It fires. */
  FIRED,
  /** A higher level holds. */
  ESCALATED,
  /** Logs that came late changed what was said of it. */
  AMENDED,
  /** It is over. */
  ENDED,
  /** It was said, and logs that came late show that it never was. */
  RETRACTED,
  /** No log can change it any more: this record outranks all earlier ones. */
  SETTLED;

  /** The name as it is written in records. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The transition that is written so.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Transition of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
