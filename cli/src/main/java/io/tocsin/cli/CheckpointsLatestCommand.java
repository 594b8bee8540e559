package io.tocsin.cli;

import io.tocsin.checkpoints.Checkpoint;
import io.tocsin.checkpoints.CheckpointBucket;
import io.tocsin.cluster.JobKind;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin checkpoints latest}. */
@Command(
    name = "latest",
    description =
        "Prints the address of the newest checkpoint or savepoint of a job whose files are all"
            + " there: what 'submit --from latest' resumes from. Exit 1 if there is none.")
final class CheckpointsLatestCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private SettingsOption settingsFile = new SettingsOption();

  @Parameters(
      paramLabel = "JOB",
      converter = SubmitCommand.JobKindConverter.class,
      description = "alerting, pipeline or delivery.")
  private JobKind job = JobKind.ALERTING;

  @Override
  public Integer call() {
    try (CheckpointBucket bucket = Connections.bucket(settingsFile.read().checkpoints())) {
      Checkpoint newest =
          bucket
              .newest(job.text())
              .orElseThrow(
                  () ->
                      CommandFailure.wrong(
                          "no complete checkpoint of job "
                              + job.text()
                              + "; 'tocsin checkpoints list' shows what there is"));
      spec.commandLine().getOut().println(newest.uri());
    }
    return ExitCode.FINE;
  }
}
