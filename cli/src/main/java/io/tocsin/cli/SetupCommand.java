package io.tocsin.cli;

import io.tocsin.checkpoints.CheckpointBucket;
import io.tocsin.indextemplate.Templates;
import io.tocsin.kibana.KibanaObjects;
import io.tocsin.receiver.SecretSource;
import io.tocsin.rule.TeamFields;
import io.tocsin.settings.ElasticsearchSettings;
import io.tocsin.settings.Settings;
import io.tocsin.setup.Setup;
import io.tocsin.setup.TopicPlan;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.elasticsearch.client.RestClient;
import org.jspecify.annotations.Nullable;
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

  private static final String OF_SETTINGS = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private SettingsOption settingsFile = new SettingsOption();

  @Option(names = "--force", description = "Overwrite templates and retentions that others set.")
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

  @Option(
      names = "--rules",
      paramLabel = "PATH",
      description = {
        "The folder of rules, of which fields.yaml goes into the templates (unless set: that of the",
        "settings, where it is on this machine)."
      })
  private @Nullable Path rules;

  @Option(
      names = "--kibana",
      paramLabel = "URL",
      arity = "0..1",
      fallbackValue = OF_SETTINGS,
      description = {
        "Import data views and saved searches into the Kibana there, base path and space included;",
        "without URL, into that of the settings. Its user is Elasticsearch's."
      })
  private @Nullable String kibana;

  @Override
  public Integer call() throws IOException {
    Settings settings = settingsFile.read();
    Setup setup = new Setup(spec.commandLine().getOut()::println);
    setup.topics(settings.kafka().client(SecretSource.PROCESS), plans(settings));
    ElasticsearchSettings elasticsearch = settings.elasticsearch();
    if (elasticsearch != null) {
      try (RestClient client = Connections.elasticsearch(elasticsearch)) {
        setup.templates(client, templates(settings, elasticsearch).all(), force);
      }
      setUpKibana(setup, settings, elasticsearch);
    }
    try (CheckpointBucket bucket = Connections.bucket(settings.checkpoints())) {
      setup.bucket(bucket, settings.checkpoints().bucket());
    }
    return ExitCode.FINE;
  }

  /** The templates, with what a team has added to them. */
  private Templates templates(Settings settings, ElasticsearchSettings elasticsearch)
      throws IOException {
    Templates templates = Templates.bundled().withRetention(elasticsearch.retention());
    if (rules != null && !Files.isDirectory(rules)) {
      throw CommandFailure.usage("no folder " + rules + "; name the one with the rules");
    }
    TeamFields fields =
        rules == null ? RulesOfSettings.fields(settings) : RulesOfSettings.fields(rules);
    if (fields == null) {
      spec.commandLine()
          .getOut()
          .println(
              "no rules at "
                  + settings.rules()
                  + " on this machine: fields of fields.yaml in templates stay as they are; --rules"
                  + " names a folder with it");
      return templates.leavingTeamFields();
    }
    return templates.withTeamFields(fields.catalogue());
  }

  private void setUpKibana(Setup setup, Settings settings, ElasticsearchSettings elasticsearch)
      throws IOException {
    if (kibana == null) {
      spec.commandLine()
          .getOut()
          .println(
              "kibana left alone; 'setup --kibana URL' imports data views and saved searches, or import"
                  + " es-templates/kibana/"
                  + KibanaObjects.FILE
                  + " on its page Stack Management > Saved Objects");
      return;
    }
    String address = kibana.equals(OF_SETTINGS) ? settings.kibana() : kibana;
    if (address == null) {
      throw CommandFailure.usage("--kibana needs an address, or 'kibana' in the settings");
    }
    if (!address.matches("https?://[^\\s/]+(/\\S*)?")) {
      throw CommandFailure.usage(
          "'%s' is no address such as https://kibana.example:5601".formatted(address));
    }
    try (RestClient client = Connections.kibana(URI.create(address), elasticsearch)) {
      setup.kibana(client, KibanaObjects.bundled(), force);
    }
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
