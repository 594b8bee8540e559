package io.tocsin.sandbox.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a file in their order, faster than they were written; their event times are their
 * own.
 */
final class FileFeed implements LogFeed {

  /** Lines a second. */
  static final int RATE = 2_000;

  private final BufferedReader reader;
  private @Nullable String next;
  private long sent;

  /**
   * A feed of this file.
   *
   * @throws IOException if it cannot be read, or holds nothing
   */
  FileFeed(Path file) throws IOException {
    reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
    next = reader.readLine();
    if (next == null) {
      throw new IOException(file + " is empty");
    }
  }

  @Override
  public void emit(Duration at, Instant now, Consumer<byte[]> logs) {
    long due = at.toMillis() * RATE / 1000;
    try {
      for (; next != null && sent < due; next = reader.readLine()) {
        if (!next.isBlank()) {
          logs.accept(next.getBytes(StandardCharsets.UTF_8));
          sent++;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean isOver() {
    return next == null;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
