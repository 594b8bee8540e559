package io.tocsin.cli;

import io.tocsin.silence.Silence;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tocsin silence list}. */
@Command(name = "list", header = "List silences.")
final class SilenceListCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private SilencesMixin silences = new SilencesMixin();

  @Option(names = "--all", description = "Also those that are over.")
  private boolean all;

  @Override
  public Integer call() {
    long now = Clock.systemUTC().millis();
    List<Silence> known = new ArrayList<>();
    silences.use(topic -> known.addAll(topic.all()));
    PrintWriter out = spec.commandLine().getOut();
    List<Silence> shown =
        known.stream()
            .filter(silence -> all || !silence.isOver(now))
            .sorted(Comparator.comparingLong(Silence::until).thenComparing(Silence::id))
            .toList();
    shown.forEach(silence -> out.println(SilenceLine.of(silence, now)));
    if (shown.isEmpty()) {
      out.println("no silences");
    }
    return ExitCode.FINE;
  }
}
