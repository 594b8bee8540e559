package io.tocsin.benchmark;

import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** The single steps, by JMH, which prints its own table. */
final class Steps {
  private Steps() {}

  static void run(boolean quick) throws RunnerException {
    int rounds = quick ? 2 : 5;
    new Runner(
            new OptionsBuilder()
                .include("io\\.tocsin\\.benchmark\\.micro\\..*")
                .forks(1)
                .jvmArgsAppend("-Xmx1g")
                .warmupIterations(rounds)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(rounds)
                .measurementTime(TimeValue.seconds(1))
                .build())
        .run();
  }
}
