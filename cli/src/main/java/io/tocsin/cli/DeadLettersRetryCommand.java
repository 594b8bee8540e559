package io.tocsin.cli;

import io.tocsin.document.SourceSpec;
import io.tocsin.search.DeadLetterQuery;
import io.tocsin.search.DeadLetters;
import io.tocsin.search.SearchException;
import io.tocsin.settings.Settings;
import io.tocsin.settings.SourceSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
      "and go to Elasticsearch only: no rule counts them. Safe to repeat: what is there is not",
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
      throws SearchException {
    DeadLetters.Outcome outcome =
        found.retry(query, topic -> source(settings, topic), Clock.systemUTC());
    PrintWriter out = spec.commandLine().getOut();
    long refused = sum(outcome.refused());
    out.printf(
        "%d indexed, %d refused again, %d that cannot be sent again%n",
        outcome.mended(), refused, sum(outcome.impossible()));
    outcome.refused().forEach((reason, count) -> out.printf("  %d refused: %s%n", count, reason));
    outcome
        .impossible()
        .forEach((obstacle, count) -> out.printf("  %d not sent: %s%n", count, obstacle));
    return refused > 0 ? ExitCode.WRONG : ExitCode.FINE;
  }

  private static @Nullable SourceSpec source(Settings settings, String topic) {
    for (SourceSettings source : settings.sources()) {
      if (source.covers(topic)) {
        return source.spec();
      }
    }
    return null;
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
