package io.tocsin.cli;

import io.tocsin.silence.LabelMatcher;
import io.tocsin.silence.Silence;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin silence add}. */
@Command(name = "add", header = "Silence alerts by their labels.")
final class SilenceAddCommand implements Callable<Integer> {
  /** What is over is kept for this long, for those who ask what was silenced. */
  private static final Duration KEPT = Duration.ofDays(5);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private SilencesMixin silences = new SilencesMixin();

  @Parameters(
      paramLabel = "LABEL",
      arity = "1..*",
      description = {
        "What an alert's labels must be, such as alertname=checkout-errors, host.name=~web-.*,",
        "severity!=critical. Rule (alertname), group fields, labels and level count."
      })
  private List<String> labels = List.of();

  @Option(
      names = "--for",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "How long, such as 2h.")
  private @Nullable Duration length;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = InstantConverter.class,
      description = "From when (unless set: now).")
  private @Nullable Instant from;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = InstantConverter.class,
      description = "Until when, such as 2026-11-21T18:00 on this machine's clock, or with a zone.")
  private @Nullable Instant until;

  @Option(names = "--why", paramLabel = "TEXT", required = true, description = "The reason.")
  private String why = "";

  @Option(names = "--by", paramLabel = "WHO", description = "Who (unless set: this user).")
  private String by = System.getProperty("user.name", "somebody");

  @Override
  public Integer call() {
    Instant now = Clock.systemUTC().instant();
    Instant begin = from == null ? now : from;
    Instant end = end(begin);
    if (!end.isAfter(now) || !end.isAfter(begin)) {
      throw CommandFailure.usage("the silence would be over already: it ends at " + end);
    }
    Silence silence;
    try {
      silence =
          new Silence(
              UUID.randomUUID().toString().substring(0, 8),
              labels.stream().map(LabelMatcher::parse).toList(),
              begin.toEpochMilli(),
              end.toEpochMilli(),
              by,
              why);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(String.valueOf(e.getMessage()));
    }
    silences.use(
        topic -> {
          topic.all().stream()
              .filter(old -> old.isOver(now.minus(KEPT).toEpochMilli()))
              .map(Silence::id)
              .toList()
              .forEach(topic::remove);
          topic.put(silence);
        });
    spec.commandLine().getOut().println(SilenceLine.of(silence, now.toEpochMilli()));
    return ExitCode.FINE;
  }

  private Instant end(Instant begin) {
    if (length != null && until == null) {
      return begin.plus(length);
    }
    if (length == null && until != null) {
      return until;
    }
    throw CommandFailure.usage("say how long: --for 2h or --until TIME, one of them");
  }
}
