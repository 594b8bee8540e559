package io.tocsin.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Times in ISO 8601; without a zone they are those of this machine. */
final class InstantConverter implements ITypeConverter<Instant> {

  @Override
  public Instant convert(String value) {
    try {
      boolean zoned = value.matches(".*(Z|[+-]\\d\\d:\\d\\d)");
      return zoned
          ? OffsetDateTime.parse(value).toInstant()
          : LocalDateTime.parse(value).atZone(ZoneId.systemDefault()).toInstant();
    } catch (DateTimeException e) {
      throw new TypeConversionException(
          "'" + value + "' is no time such as 2026-11-21T18:00 or 2026-11-21T18:00Z");
    }
  }
}
