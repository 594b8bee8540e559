package io.tocsin.aggregate;

import io.tocsin.document.Document;
import io.tocsin.document.Utf8;

/**
 * A partial over the numbers of a field. Each element of an array is a number of its own; a string
 * that spells a number counts as that number, as Elasticsearch takes it for a numeric field; other
 * values cannot be used.
 */
public abstract sealed class NumberPartial implements Partial
    permits SumPartial, ExtremePartial, QuantilesPartial {

  NumberPartial() {}

  /** Adds a whole number. */
  abstract void addInteger(long value);

  /** Adds a finite number. */
  abstract void addDecimal(double value);

  @Override
  public final int add(Document document, int field) {
    int unusable = 0;
    for (int i = 0; i < document.size(field); i++) {
      switch (document.kind(field, i)) {
        case INTEGER -> addInteger(document.integer(field, i));
        case DECIMAL -> addDecimal(document.decimal(field, i));
        case STRING -> unusable += addText(document.text(field, i));
        case BOOLEAN -> unusable++;
      }
    }
    return unusable;
  }

  /**
   * The greatest number in a field of a log, or the smallest; NaN if there is none.
   *
   * @param field its ordinal in the document's index
   */
  public static double extreme(Document document, int field, boolean greatest) {
    ExtremePartial extreme = new ExtremePartial(greatest);
    int unusable = extreme.add(document, field);
    return unusable == document.size(field) ? Double.NaN : extreme.extreme().orElse(Double.NaN);
  }

  private int addText(Utf8 text) {
    switch (NumberText.form(text)) {
      case INTEGER -> addInteger(Long.parseLong(text.toString()));
      case DECIMAL -> {
        double value = Double.parseDouble(text.toString());
        if (Double.isInfinite(value)) {
          return 1;
        }
        addDecimal(value);
      }
      case NEITHER -> {
        return 1;
      }
    }
    return 0;
  }
}
