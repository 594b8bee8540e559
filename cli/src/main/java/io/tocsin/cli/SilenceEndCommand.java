package io.tocsin.cli;

import io.tocsin.silence.Silence;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin silence end}. */
@Command(name = "end", header = "End a silence now.")
final class SilenceEndCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private SilencesMixin silences = new SilencesMixin();

  @Parameters(paramLabel = "ID", description = "As 'tocsin silence list' shows it.")
  private String id = "";

  @Override
  public Integer call() {
    long now = Clock.systemUTC().millis();
    silences.use(
        topic -> {
          Silence silence =
              topic.all().stream()
                  .filter(one -> one.id().equals(id))
                  .findAny()
                  .orElseThrow(
                      () ->
                          CommandFailure.usage(
                              "no silence '" + id + "'; 'tocsin silence list' shows them"));
          Silence ended = silence.endedAt(now);
          if (!silence.isOver(now)) {
            topic.put(ended);
          }
          spec.commandLine().getOut().println(SilenceLine.of(ended, now));
        });
    return ExitCode.FINE;
  }
}
