package io.tocsin.cli;

import org.jspecify.annotations.Nullable;

/**
 * A command that cannot go on, with its exit code; the message is one line that says what to do.
 */
final class CommandFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private CommandFailure(int exitCode, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** What was checked is wrong. */
  static CommandFailure wrong(String message) {
    return new CommandFailure(ExitCode.WRONG, message, null);
  }

  /** The call is wrong, such as a file that is not there. */
  static CommandFailure usage(String message) {
    return new CommandFailure(ExitCode.USAGE, message, null);
  }

  /** Something outside failed. */
  static CommandFailure outside(String message, Throwable cause) {
    return new CommandFailure(ExitCode.OUTSIDE, message, cause);
  }

  int exitCode() {
    return exitCode;
  }
}
