package io.tocsin.cli;

import io.tocsin.checkpoints.CheckpointBucket;
import io.tocsin.cluster.FlinkClient;
import io.tocsin.cluster.FlinkClient.JobState;
import io.tocsin.cluster.JobKind;
import io.tocsin.cluster.Polling;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin stop}. */
@Command(
    name = "stop",
    description =
        "Stops a job. With --savepoint nothing is lost: 'submit --from latest' goes on from there.")
final class StopCommand implements Callable<Integer> {

  private static final Duration LIMIT = Duration.ofMinutes(1);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private SettingsOption settingsFile = new SettingsOption();

  @Mixin private FlinkOption flink = new FlinkOption();

  @Parameters(
      paramLabel = "JOB",
      converter = SubmitCommand.JobKindConverter.class,
      description = "alerting, pipeline or delivery.")
  private JobKind job = JobKind.ALERTING;

  @Option(
      names = "--savepoint",
      description =
          "Take a savepoint first, in the bucket of the settings; its address is printed. Without it"
              + " the job is cancelled, and its checkpoints stay.")
  private boolean savepoint;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    FlinkClient client = flink.client();
    String id =
        client
            .running(job)
            .orElseThrow(
                () -> CommandFailure.wrong("no job " + job.text() + " runs on " + flink.address()))
            .id();
    if (savepoint) {
      out.println(client.stopWithSavepoint(id, savepointDirectory()));
    } else {
      client.cancel(id);
      Polling.await(
          "job " + job.text() + " to end",
          LIMIT,
          () -> Optional.of(client.state(id)).filter(JobState::isFinal));
      out.println("job " + job.text() + " cancelled");
    }
    return ExitCode.FINE;
  }

  private String savepointDirectory() {
    try (CheckpointBucket bucket = Connections.bucket(settingsFile.read().checkpoints())) {
      return bucket.savepointDirectory(job.text());
    }
  }
}
