package io.tocsin.cli;

import io.tocsin.checkpoints.CheckpointBucket;
import io.tocsin.indextemplate.Templates;
import io.tocsin.receiver.SecretSource;
import io.tocsin.settings.ElasticsearchSettings;
import io.tocsin.settings.Settings;
import io.tocsin.setup.Setup;
import io.tocsin.setup.TopicPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.elasticsearch.client.RestClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tocsin setup}. */
@Command(
    name = "setup",
    header = "Make or update topics, templates and the checkpoint bucket.",
    description =
        "Safe to repeat: what is there already and is not Tocsin's stays as it is, and is named.")
final class SetupCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private SettingsOption settingsFile = new SettingsOption();

  @Option(names = "--force", description = "Overwrite templates that others made or changed.")
  private boolean force;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "4",
      description = "Partitions of log topics that are made (unless set: ${DEFAULT-VALUE}).")
  private int partitions;

  @Option(
      names = "--replication",
      paramLabel = "N",
      defaultValue = "1",
      description = "Copies of each record in topics that are made (unless set: ${DEFAULT-VALUE}).")
  private int replication;

  @Override
  public Integer call() throws IOException {
    Settings settings = settingsFile.read();
    Setup setup = new Setup(spec.commandLine().getOut()::println);
    setup.topics(settings.kafka().client(SecretSource.PROCESS), plans(settings));
    ElasticsearchSettings elasticsearch = settings.elasticsearch();
    if (elasticsearch != null) {
      try (RestClient client = Connections.elasticsearch(elasticsearch)) {
        setup.templates(client, Templates.bundled().all(), force);
      }
    }
    try (CheckpointBucket bucket = Connections.bucket(settings.checkpoints())) {
      setup.bucket(bucket, settings.checkpoints().bucket());
    }
    return ExitCode.FINE;
  }

  private List<TopicPlan> plans(Settings settings) {
    List<TopicPlan> plans = new ArrayList<>();
    settings.sources().stream()
        .flatMap(source -> source.topics().stream())
        .forEach(topic -> plans.add(TopicPlan.logs(topic, partitions, replication)));
    plans.addAll(TopicPlan.own(settings.topics(), replication));
    return plans;
  }
}
