package io.tocsin.cli;

import java.time.Instant;
import picocli.CommandLine.ITypeConverter;

/** {@code 7d}, or a time. */
final class SinceConverter implements ITypeConverter<Since> {

  @Override
  public Since convert(String value) {
    return value.matches("[0-9]+[a-z]*")
        ? new Since(new DurationConverter().convert(value), Instant.EPOCH)
        : new Since(null, new InstantConverter().convert(value));
  }
}
