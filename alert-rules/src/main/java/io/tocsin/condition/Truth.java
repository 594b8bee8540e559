package io.tocsin.condition;

/**
 * Kleene's three values.
 *
 * @see <a href="https://en.wikipedia.org/wiki/Three-valued_logic">Three-valued logic</a>
 */
public enum Truth {
  /** It holds, whatever is not known. */
  TRUE,
  /** It does not hold, whatever is not known. */
  FALSE,
  /** It cannot be said. */
  UNDECIDED;

  /** Both hold. */
  public Truth and(Truth other) {
    if (this == FALSE || other == FALSE) {
      return FALSE;
    }
    return this == TRUE && other == TRUE ? TRUE : UNDECIDED;
  }

  /** One of the two holds. */
  public Truth or(Truth other) {
    if (this == TRUE || other == TRUE) {
      return TRUE;
    }
    return this == FALSE && other == FALSE ? FALSE : UNDECIDED;
  }

  /** It does not hold. */
  public Truth not() {
    return switch (this) {
      case TRUE -> FALSE;
      case FALSE -> TRUE;
      case UNDECIDED -> UNDECIDED;
    };
  }

  /** The truth of something that is known. */
  public static Truth of(boolean known) {
    return known ? TRUE : FALSE;
  }
}
