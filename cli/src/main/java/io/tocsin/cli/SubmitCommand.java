package io.tocsin.cli;

import io.tocsin.checkpoints.Checkpoint;
import io.tocsin.checkpoints.CheckpointBucket;
import io.tocsin.cluster.FlinkClient;
import io.tocsin.cluster.JobKind;
import io.tocsin.cluster.JobSubmission;
import io.tocsin.sandbox.Distribution;
import io.tocsin.settings.Settings;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code tocsin submit}. */
@Command(name = "submit", description = "Submits a job to a Flink cluster and waits until it runs.")
final class SubmitCommand implements Callable<Integer> {

  private static final String LATEST = "latest";
  private static final Duration LIMIT = Duration.ofMinutes(3);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private SettingsOption settingsFile = new SettingsOption();

  @Parameters(
      paramLabel = "JOB",
      converter = JobKindConverter.class,
      description = "alerting, pipeline or delivery.")
  private JobKind job = JobKind.ALERTING;

  @Mixin private FlinkOption flink = new FlinkOption();

  @Option(
      names = "--from",
      paramLabel = "CHECKPOINT",
      description =
          "Resume from this checkpoint or savepoint; 'latest' is the newest in the bucket whose"
              + " files are all there.")
  private @Nullable String from;

  @Option(
      names = "--jar",
      paramLabel = "FILE",
      description = "The jar of the jobs (unless set: the one built here).")
  private @Nullable Path jar;

  @Override
  public Integer call() {
    Settings settings = settingsFile.read();
    PrintWriter out = spec.commandLine().getOut();
    FlinkClient client = flink.client();
    try (CheckpointBucket bucket = Connections.bucket(settings.checkpoints())) {
      bucket.check();
      requireNotRunning(client);
      String start = start(bucket);
      JobSubmission submission = new JobSubmission(client, jar());
      Map<String, String> directories =
          Map.of(
              "execution.checkpointing.dir", bucket.checkpointDirectory(job.text()),
              "execution.checkpointing.savepoint-dir", bucket.savepointDirectory(job.text()));
      List<String> arguments = List.of(settingsFile.file().toString());
      String id =
          submission.submit(
              job,
              new JobSubmission.Options(arguments, directories, settings.parallelism(), start));
      out.println("job " + job.text() + " submitted as " + id + ", waiting until it runs");
      submission.awaitRunning(job, id, LIMIT);
      out.println("job " + job.text() + " runs" + (start == null ? "" : ", resumed from " + start));
    }
    return ExitCode.FINE;
  }

  /** Twice the same job would say and send everything twice. */
  private void requireNotRunning(FlinkClient client) {
    client
        .running(job)
        .ifPresent(
            running -> {
              throw CommandFailure.wrong(
                  "job %s runs already, as %s; 'tocsin stop %s --savepoint' stops it"
                      .formatted(job.text(), running.id(), job.text()));
            });
  }

  private @Nullable String start(CheckpointBucket bucket) {
    if (!LATEST.equals(from)) {
      return from;
    }
    return bucket
        .newest(job.text())
        .map(Checkpoint::uri)
        .orElseThrow(
            () ->
                CommandFailure.usage(
                    "no complete checkpoint of job "
                        + job.text()
                        + " in the bucket; leave --from out"));
  }

  private Path jar() {
    if (jar == null) {
      return Distribution.find().jobsJar();
    }
    if (!Files.isReadable(jar)) {
      throw CommandFailure.usage("cannot read " + jar + "; name the jar of the jobs");
    }
    return jar;
  }

  /** Names of jobs, as users write them. */
  static final class JobKindConverter implements ITypeConverter<JobKind> {

    @Override
    public JobKind convert(String value) {
      return JobKind.of(value)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "no job '" + value + "'; it is alerting, pipeline or delivery"));
    }
  }
}
