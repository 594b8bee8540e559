package io.tocsin.cli;

/** What a command ends with. */
final class ExitCode {

  /** All is well. */
  static final int FINE = 0;

  /** What was checked is wrong. */
  static final int WRONG = 1;

  /** The call is wrong. */
  static final int USAGE = 2;

  /** Something outside failed: a server, a file, the network. */
  static final int OUTSIDE = 3;

  private ExitCode() {}
}
