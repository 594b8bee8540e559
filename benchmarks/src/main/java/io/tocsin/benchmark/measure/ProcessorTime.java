package io.tocsin.benchmark.measure;

import java.time.Duration;
import java.util.stream.Stream;

/** Processor time of this process and of others. */
public final class ProcessorTime {
  private ProcessorTime() {}

  /** What this process has used until now. */
  public static Duration ofThisProcess() {
    return Duration.ofNanos(Usage.now().cpuNanos());
  }

  /**
   * What a process and those that it has started have used until now.
   *
   * @param pid zero is told of one that is not there
   */
  public static Duration of(long pid) {
    return ProcessHandle.of(pid).stream()
        .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
        .flatMap(each -> each.info().totalCpuDuration().stream())
        .reduce(Duration.ZERO, Duration::plus);
  }
}
