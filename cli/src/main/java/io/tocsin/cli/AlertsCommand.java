package io.tocsin.cli;

import io.tocsin.alert.AlertRecord;
import io.tocsin.search.AlertSearch;
import io.tocsin.settings.ElasticsearchSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.elasticsearch.client.RestClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tocsin alerts}. */
@Command(
    name = "alerts",
    header = "Show what is firing now, or what has happened.",
    description = "As Elasticsearch has it; alerts are there within seconds.")
final class AlertsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private SettingsOption settingsFile = new SettingsOption();

  @Option(names = "--all", description = "Also what is over or withdrawn.")
  private boolean all;

  @Option(
      names = "--history",
      description = {
        "Every transition, the newest last: what fired and ended, who was told, and why somebody",
        "was not."
      })
  private boolean history;

  @Option(names = "--rule", paramLabel = "NAME", description = "Of this rule only.")
  private @Nullable String rule;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "At most so many (unless set: ${DEFAULT-VALUE}).")
  private int limit;

  @Override
  public Integer call() throws IOException {
    if (limit < 1 || limit > 10_000) {
      throw CommandFailure.usage("--limit must be between 1 and 10000");
    }
    ElasticsearchSettings elasticsearch = settingsFile.read().elasticsearch();
    if (elasticsearch == null) {
      throw CommandFailure.usage(
          settingsFile.file() + " names no Elasticsearch, which is where alerts are recorded");
    }
    try (RestClient client = Connections.elasticsearch(elasticsearch)) {
      print(new AlertSearch(client, rule, limit));
    }
    return ExitCode.FINE;
  }

  private void print(AlertSearch search) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (history) {
      search.history().forEach(record -> out.println(AlertLine.of(record)));
      return;
    }
    List<AlertRecord> alerts = search.alerts(all);
    alerts.forEach(record -> out.println(AlertLine.state(record)));
    if (alerts.isEmpty()) {
      out.println(all ? "no alerts" : "nothing is firing");
    } else if (alerts.size() == limit) {
      out.println("and perhaps more: --limit says how many are shown");
    }
  }
}
