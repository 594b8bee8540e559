package io.tocsin.kibana;

/** What became of a saved object. */
public record KibanaImport(KibanaObject object, Outcome outcome) {

  /** What an import can come to. */
  public enum Outcome {
    /** It is there now, as in the file. */
    IMPORTED,
    /** One of this id was there already, and stays as it is. */
    KEPT
  }
}
