package io.tocsin.benchmark.measure;

/**
 * One run over logs.
 *
 * @param logs how many were read
 * @param used meanwhile
 * @param groups how many groups of rules were live at its end
 */
public record Run(long logs, Usage used, long groups) {

  /** Logs a second. */
  public double rate() {
    return logs * 1e9 / used.nanos();
  }

  /** Logs a second of processor time. */
  public double perCpuSecond() {
    return logs * 1e9 / used.cpuNanos();
  }

  /** Bytes allocated for a log. */
  public double bytesPerLog() {
    return (double) used.allocatedBytes() / logs;
  }
}
