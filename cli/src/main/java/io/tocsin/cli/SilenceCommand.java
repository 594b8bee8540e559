package io.tocsin.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tocsin silence}. */
@Command(
    name = "silence",
    header = "Tell nobody of some alerts for a while.",
    description = {
      "Alerts are evaluated and recorded all the same. One that fires on when its silence ends is",
      "told of then."
    },
    subcommands = {SilenceAddCommand.class, SilenceListCommand.class, SilenceEndCommand.class},
    synopsisSubcommandLabel = "COMMAND")
final class SilenceCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Without a command there is nothing to do. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "add, list or end?");
  }
}
