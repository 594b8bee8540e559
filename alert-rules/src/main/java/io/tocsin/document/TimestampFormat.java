package io.tocsin.document;

import java.io.Serializable;
import java.time.format.DateTimeFormatter;

/** How a source writes event time. */
public sealed interface TimestampFormat extends Serializable {

  /**
   * ISO 8601 where the value is such text; else a number since the epoch, whose unit shows in its
   * size: below 10<sup>11</sup> seconds, below 10<sup>14</sup> milliseconds, below 10<sup>17</sup>
   * microseconds, else nanoseconds. Each unit so covers 1973 to 5138.
   */
  record Auto() implements TimestampFormat {}

  /** ISO 8601 date and time; without an offset it is UTC. */
  record Iso8601() implements TimestampFormat {}

  /** A number since the epoch, whole or with a fraction, also where it is written as text. */
  record Epoch(EpochUnit unit) implements TimestampFormat {}

  /**
   * A pattern of {@link DateTimeFormatter}, read in English.
   *
   * <p>What the pattern leaves out is taken from the record's own timestamp (a syslog line has no
   * year), and the zone where the text has none.
   *
   * @param zone an IANA zone or an offset
   */
  record Pattern(String pattern, String zone) implements TimestampFormat {
    /**
     * Checks both.
     *
     * @throws IllegalArgumentException if either is not known
     */
    public Pattern {
      PatternTimestamp.check(pattern, zone);
    }
  }

  /** The unit of a number since the epoch. */
  enum EpochUnit {
    /** Seconds. */
    SECONDS(1_000_000_000L),
    /** Milliseconds. */
    MILLIS(1_000_000L),
    /** Microseconds. */
    MICROS(1_000L),
    /** Nanoseconds. */
    NANOS(1L);

    private final long nanos;

    EpochUnit(long nanos) {
      this.nanos = nanos;
    }

    /** The unit in nanoseconds. */
    public long nanos() {
      return nanos;
    }
  }
}
