package io.tocsin.benchmark.workload;

/**
 * What is unusual about a stream of logs.
 *
 * @param hosts how many hosts log
 * @param traces how many traces logs are of; 0 if each is of its own
 * @param bytes how long a log is, about; fewer than the usual 470 are some 200
 * @param perSecond how many logs there are in a second of event time
 * @param skew the share of logs that come from the first host, from 0 (all hosts log evenly) to 1
 * @param late the share of logs that are up to two minutes late
 */
public record LogShape(int hosts, int traces, int bytes, int perSecond, double skew, double late) {
  /** As a company's logs are: 200 hosts, some 470 bytes each, 20,000 a second, in order. */
  public static final LogShape USUAL = new LogShape(Names.HOSTS, 0, 470, 20_000, 0, 0);

  /** The same with as many hosts. */
  public LogShape withHosts(int count) {
    return new LogShape(count, traces, bytes, perSecond, skew, late);
  }

  /** The same with logs of as many traces. */
  public LogShape withTraces(int count) {
    return new LogShape(hosts, count, bytes, perSecond, skew, late);
  }

  /** The same with logs of this length, in bytes. */
  public LogShape withBytes(int length) {
    return new LogShape(hosts, traces, length, perSecond, skew, late);
  }

  /** The same with as many logs a second. */
  public LogShape withRate(int logs) {
    return new LogShape(hosts, traces, bytes, logs, skew, late);
  }

  /** The same with this share of logs from one host. */
  public LogShape withSkew(double share) {
    return new LogShape(hosts, traces, bytes, perSecond, share, late);
  }

  /** The same with this share of late logs. */
  public LogShape withLate(double share) {
    return new LogShape(hosts, traces, bytes, perSecond, skew, share);
  }
}
