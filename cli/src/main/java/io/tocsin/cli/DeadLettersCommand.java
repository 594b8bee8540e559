package io.tocsin.cli;

import io.tocsin.search.DeadLetterQuery;
import io.tocsin.search.DeadLetters;
import io.tocsin.search.SearchException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tocsin deadletters}. */
@Command(
    name = "deadletters",
    header = "Show what could not be read, indexed or delivered, and send it again.",
    description = {
      "For each reason how many there are, and the newest of them. What 'retry' has mended is not",
      "among them any more."
    },
    subcommands = DeadLettersRetryCommand.class)
final class DeadLettersCommand implements Callable<Integer> {
  private static final int LONGEST_DETAIL = 160;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private DeadLettersMixin letters = new DeadLettersMixin();

  @Option(
      names = "--examples",
      paramLabel = "N",
      defaultValue = "3",
      description = "How many of each reason are shown (unless set: ${DEFAULT-VALUE}).")
  private int examples;

  @Override
  public Integer call() throws IOException {
    if (examples < 0 || examples > 100) {
      throw CommandFailure.usage("--examples must be between 0 and 100");
    }
    return letters.use((found, query, settings) -> list(found, query));
  }

  private int list(DeadLetters letters, DeadLetterQuery query) throws SearchException {
    PrintWriter out = spec.commandLine().getOut();
    List<DeadLetters.Kind> kinds = letters.kinds(query, examples);
    for (DeadLetters.Kind kind : kinds) {
      out.printf("%d  %s  %s%n", kind.count(), kind.stage(), kind.reason());
      kind.newest().forEach(example -> out.println("    " + line(example)));
    }
    if (kinds.isEmpty()) {
      out.println("no dead letters");
    }
    return ExitCode.FINE;
  }

  private static String line(DeadLetters.Example example) {
    String detail = example.detail().replaceAll("\\s+", " ");
    String shown =
        detail.length() > LONGEST_DETAIL ? detail.substring(0, LONGEST_DETAIL) + "…" : detail;
    String target = example.target().isEmpty() ? "" : " to " + example.target();
    String retries = example.retries() == 0 ? "" : "  sent again " + example.retries() + " times";
    return "%s  %s%s%s  %s".formatted(example.at(), example.id(), target, retries, shown);
  }
}
