package io.tocsin.cli;

import io.tocsin.document.JsonLogReader;
import io.tocsin.document.LogReaders;
import io.tocsin.document.ReadStats;
import io.tocsin.flink.pipeline.DropFilters;
import io.tocsin.receiver.SecretSource;
import io.tocsin.rule.RuleBundle;
import io.tocsin.rule.TeamFields;
import io.tocsin.search.DeadLetterQuery;
import io.tocsin.search.DeadLetters;
import io.tocsin.search.KafkaOriginals;
import io.tocsin.settings.Settings;
import io.tocsin.settings.SourceSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tocsin deadletters retry}. */
@Command(
    name = "retry",
    header = "Send dead letters again, once their cause is mended.",
    description = {
      "Documents go to their data stream as they are; records are read again as the settings say now,",
      "and so are those of which a letter has the first bytes only, from Kafka, while it has them;",
      "all to Elasticsearch only: no rule counts them. Safe to repeat: what is there is not",
      "written again, what is refused again stays with its reason now. Exit code 1 if some is."
    })
final class DeadLettersRetryCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private DeadLettersMixin letters = new DeadLettersMixin();

  @Override
  public Integer call() throws IOException {
    return letters.use(this::retry);
  }

  private int retry(DeadLetters found, DeadLetterQuery query, Settings settings)
      throws IOException {
    TeamFields fields = RulesOfSettings.fields(settings);
    List<String> fieldFiles =
        fields == null ? List.of() : fields.files().stream().map(RuleBundle.File::text).toList();
    Map<String, Optional<JsonLogReader>> readings = new HashMap<>();
    DeadLetters.Outcome outcome;
    try (KafkaOriginals originals =
        new KafkaOriginals(settings.kafka().client(SecretSource.PROCESS))) {
      outcome =
          found.retry(
              query,
              topic ->
                  readings
                      .computeIfAbsent(topic, unused -> reading(settings, topic, fieldFiles))
                      .orElse(null),
              originals,
              Clock.systemUTC());
    } catch (KafkaException e) {
      throw CommandFailure.outside(
          "Kafka at %s, which has the records of letters that are too long to be kept whole: %s"
              .formatted(settings.kafka().bootstrap(), e.getMessage()),
          e);
    }
    PrintWriter out = spec.commandLine().getOut();
    long refused = sum(outcome.refused());
    out.printf(
        "%d mended, %d refused again, %d that cannot be sent again%n",
        outcome.mended(), refused, sum(outcome.impossible()));
    outcome.refused().forEach((reason, count) -> out.printf("  %d refused: %s%n", count, reason));
    outcome
        .impossible()
        .forEach((obstacle, count) -> out.printf("  %d not sent: %s%n", count, obstacle));
    return refused > 0 ? ExitCode.WRONG : ExitCode.FINE;
  }

  /** As the pipeline job reads it. */
  private static Optional<JsonLogReader> reading(
      Settings settings, String topic, List<String> fieldFiles) {
    for (SourceSettings source : settings.sources()) {
      if (source.covers(topic)) {
        DropFilters.Compiled drop = drop(source, fieldFiles);
        JsonLogReader reader =
            LogReaders.json(source.spec(), drop.fields(), drop::keeps, new ReadStats());
        return Optional.of(reader);
      }
    }
    return Optional.empty();
  }

  private static DropFilters.Compiled drop(SourceSettings source, List<String> fieldFiles) {
    try {
      return new DropFilters(source.drop(), fieldFiles).compile();
    } catch (IllegalArgumentException e) {
      throw CommandFailure.wrong(
          "a filter of drop of source " + source.name() + " is wrong\n" + e.getMessage());
    }
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
