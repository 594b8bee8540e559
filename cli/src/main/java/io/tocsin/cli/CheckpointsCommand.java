package io.tocsin.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tocsin checkpoints}. */
@Command(
    name = "checkpoints",
    description = "Shows and checks the checkpoints and savepoints in the bucket.",
    subcommands = {
      CheckpointsListCommand.class,
      CheckpointsLatestCommand.class,
      CheckpointsVerifyCommand.class
    },
    synopsisSubcommandLabel = "COMMAND")
final class CheckpointsCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Without a command there is nothing to do. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command given");
  }
}
