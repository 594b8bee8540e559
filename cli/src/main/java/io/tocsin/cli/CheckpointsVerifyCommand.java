package io.tocsin.cli;

import io.tocsin.checkpoints.Checkpoint;
import io.tocsin.checkpoints.Checkpoint.State;
import io.tocsin.checkpoints.CheckpointBucket;
import io.tocsin.cluster.JobKind;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin checkpoints verify}. */
@Command(
    name = "verify",
    description =
        "Checks that every file that a checkpoint's metadata names is there, in its size. Exit 1 if"
            + " one is not.")
final class CheckpointsVerifyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private SettingsOption settingsFile = new SettingsOption();

  @Parameters(
      paramLabel = "JOB|ADDRESS",
      description = "A job, for all of its; or one, such as s3://tocsin/savepoints/alerting/…")
  private String wanted = "";

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    List<Checkpoint> checked;
    try (CheckpointBucket bucket = Connections.bucket(settingsFile.read().checkpoints())) {
      checked = checked(bucket);
    }
    for (Checkpoint each : checked) {
      switch (each.state()) {
        case COMPLETE ->
            out.println(each.uri() + ": complete, " + CheckpointsListCommand.size(each.bytes()));
        case UNFINISHED ->
            out.println(each.uri() + ": unfinished, it has no metadata: under way, or given up");
        case BROKEN -> {
          out.println(each.uri() + ": broken");
          each.faults().forEach(fault -> out.println("  " + fault));
        }
      }
    }
    // One that is being written says nothing against the others; asked for by its name it does.
    boolean wrong =
        checked.stream()
            .anyMatch(
                each ->
                    each.state() == State.BROKEN
                        || (isAddress() && each.state() == State.UNFINISHED));
    return wrong ? ExitCode.WRONG : ExitCode.FINE;
  }

  private List<Checkpoint> checked(CheckpointBucket bucket) {
    Optional<JobKind> job = JobKind.of(wanted);
    if (job.isPresent()) {
      List<Checkpoint> found = bucket.checkpoints(job.get().text());
      if (found.isEmpty()) {
        throw CommandFailure.wrong("no checkpoint of job " + wanted + " in the bucket");
      }
      return found;
    }
    if (!isAddress()) {
      throw CommandFailure.usage(
          "no job '" + wanted + "'; name alerting, pipeline, delivery, or an address s3://…");
    }
    String address = wanted.replaceAll("/+$", "");
    List<Checkpoint> found =
        bucket.checkpoints().stream().filter(each -> each.uri().equals(address)).toList();
    if (found.isEmpty()) {
      throw CommandFailure.wrong(
          "no checkpoint " + address + "; 'tocsin checkpoints list' shows what there is");
    }
    return found;
  }

  private boolean isAddress() {
    return wanted.contains("://");
  }
}
