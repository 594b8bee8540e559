package io.tocsin.cli;

import io.tocsin.diagnostic.Nearest;
import java.io.PrintWriter;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Failures as a person reads them, and as a script does: one line, and an exit code. */
final class Failures {

  private Failures() {}

  /** Prints the failure; returns the exit code. */
  static int report(Exception failure, PrintWriter err, boolean debug) {
    if (failure instanceof ParameterException misuse) {
      err.println("tocsin: " + describe(misuse));
      printTrace(failure, err, debug);
      return ExitCode.USAGE;
    }
    err.println("tocsin: " + message(failure));
    printTrace(failure, err, debug);
    return failure instanceof CommandFailure known ? known.exitCode() : ExitCode.OUTSIDE;
  }

  private static void printTrace(Exception failure, PrintWriter err, boolean debug) {
    if (debug) {
      failure.printStackTrace(err);
    }
  }

  private static String describe(ParameterException misuse) {
    String help = "see '" + misuse.getCommandLine().getCommandSpec().qualifiedName() + " --help'";
    if (misuse instanceof UnmatchedArgumentException unmatched) {
      String given = unmatched.getUnmatched().get(0);
      String kind = given.startsWith("-") ? "unknown option" : "unexpected argument";
      String near = Nearest.to(given, candidates(misuse.getCommandLine().getCommandSpec(), given));
      String hint = near == null ? help : "did you mean '" + near + "'? " + help;
      return "%s '%s'; %s".formatted(kind, given, hint);
    }
    return String.valueOf(misuse.getMessage()).lines().findFirst().orElse("") + "; " + help;
  }

  /** What could have been meant: an option, or a command. */
  private static Set<String> candidates(CommandSpec command, String given) {
    return given.startsWith("-") ? command.optionsMap().keySet() : command.subcommands().keySet();
  }

  private static String message(Exception failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank()
        ? "unexpected " + failure.getClass().getSimpleName() + "; --debug shows where"
        : message;
  }
}
