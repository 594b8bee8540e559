package io.tocsin.document;

/** Leaves the decoding of a record that turns out to be no log. */
final class NotALog extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Undecodable why;

  NotALog(String reason, String detail) {
    super(detail, null, false, false);
    this.why = new Undecodable(reason, detail);
  }

  Undecodable why() {
    return why;
  }
}
