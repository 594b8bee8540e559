package io.tocsin.cli;

import io.tocsin.checkpoints.Checkpoint;
import io.tocsin.checkpoints.CheckpointBucket;
import io.tocsin.cluster.JobKind;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin checkpoints list}. */
@Command(
    name = "list",
    description =
        "Lists checkpoints and savepoints, newest first: job, kind, number, time, size of all files"
            + " that it needs, and whether they are there.")
final class CheckpointsListCommand implements Callable<Integer> {

  private static final String ROW = "%-10s %-10s %8s  %-20s  %9s  %-10s  %s%n";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private SettingsOption settingsFile = new SettingsOption();

  @Parameters(
      paramLabel = "JOB",
      arity = "0..1",
      converter = SubmitCommand.JobKindConverter.class,
      description = "alerting, pipeline or delivery (unless named: all).")
  private @Nullable JobKind job;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (CheckpointBucket bucket = Connections.bucket(settingsFile.read().checkpoints())) {
      List<Checkpoint> found = job == null ? bucket.checkpoints() : bucket.checkpoints(job.text());
      out.printf(ROW, "JOB", "KIND", "NUMBER", "TIME", "SIZE", "STATE", "ADDRESS");
      for (Checkpoint each : found) {
        out.printf(
            ROW,
            each.job(),
            each.kind().name().toLowerCase(Locale.ROOT),
            each.number(),
            each.completedAt(),
            size(each.bytes()),
            each.state().name().toLowerCase(Locale.ROOT),
            each.uri());
      }
    }
    return ExitCode.FINE;
  }

  /** In kibibytes and more, three digits or so: what a person compares. */
  static String size(long bytes) {
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
    double value = bytes;
    int unit = 0;
    while (value >= 1024 && unit < units.length - 1) {
      value /= 1024;
      unit++;
    }
    String form = unit == 0 || value >= 100 ? "%.0f %s" : "%.1f %s";
    return String.format(Locale.ROOT, form, value, units[unit]);
  }
}
