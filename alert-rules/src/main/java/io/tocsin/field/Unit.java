package io.tocsin.field;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Units of time, size and share. */
public enum Unit {
  /** No unit: a bare number. */
  NONE(Dimension.NUMBER, "1", ""),
  /** A hundredth. */
  PERCENT(Dimension.NUMBER, "0.01", "%"),

  NANOS(Dimension.TIME, "1", "ns"),
  MICROS(Dimension.TIME, "1000", "us"),
  MILLIS(Dimension.TIME, "1000000", "ms"),
  SECONDS(Dimension.TIME, "1000000000", "s"),
  MINUTES(Dimension.TIME, "60000000000", "m"),
  HOURS(Dimension.TIME, "3600000000000", "h"),
  DAYS(Dimension.TIME, "86400000000000", "d"),
  WEEKS(Dimension.TIME, "604800000000000", "w"),

  BYTES(Dimension.SIZE, "1", "B"),
  KILOBYTES(Dimension.SIZE, "1000", "kB"),
  MEGABYTES(Dimension.SIZE, "1000000", "MB"),
  GIGABYTES(Dimension.SIZE, "1000000000", "GB"),
  TERABYTES(Dimension.SIZE, "1000000000000", "TB"),
  KIBIBYTES(Dimension.SIZE, "1024", "KiB"),
  MEBIBYTES(Dimension.SIZE, "1048576", "MiB"),
  GIBIBYTES(Dimension.SIZE, "1073741824", "GiB"),
  TEBIBYTES(Dimension.SIZE, "1099511627776", "TiB");

  /** What is measured; only units of one dimension can be turned into each other. */
  public enum Dimension {
    /** A bare number or a share. */
    NUMBER,
    /** A length of time. */
    TIME,
    /** An amount of data. */
    SIZE
  }

  private final Dimension dimension;
  private final BigDecimal factor;
  private final String symbol;

  Unit(Dimension dimension, String factor, String symbol) {
    this.dimension = dimension;
    this.factor = new BigDecimal(factor);
    this.symbol = symbol;
  }

  /** What it measures. */
  public Dimension dimension() {
    return dimension;
  }

  /** How users write it behind a number; empty for {@link #NONE}. */
  public String symbol() {
    return symbol;
  }

  /** How many of the dimension's smallest whole unit (1, nanosecond, byte) one of these is. */
  BigDecimal factor() {
    return factor;
  }

  /**
   * The unit of this symbol, or of its other spellings {@code bytes}, {@code KB} and µs; or null.
   */
  public static @Nullable Unit of(String symbol) {
    return switch (symbol) {
      case "bytes", "byte" -> BYTES;
      case "KB" -> KILOBYTES;
      case "µs", "μs" -> MICROS;
      case "percent" -> PERCENT;
      default ->
          Arrays.stream(values()).filter(u -> u.symbol.equals(symbol)).findFirst().orElse(null);
    };
  }

  /** The symbols of a dimension's units, the smallest first. */
  public static List<String> symbols(Dimension dimension) {
    return Arrays.stream(values())
        .filter(unit -> unit.dimension == dimension && unit != NONE)
        .map(Unit::symbol)
        .toList();
  }
}
