package io.tocsin.tool;

import io.tocsin.document.Eights;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A file of logs, one a line; lines without anything are passed over. */
public final class LogFile implements LogInput {
  /** A longer line is no log. */
  private static final int LONGEST_LINE = 16 << 20;

  private static final int BUFFER = 1 << 16;
  private static final long LINE_ENDS = '\n' * Eights.ONES;
  private static final byte[] NO_LOG = {};

  private final Path path;
  private final InputStream in;
  private byte[] buffer = new byte[BUFFER];
  private int from;
  private int to;
  private long bytes;

  /**
   * Opens a file.
   *
   * @throws IOException if it cannot be opened
   */
  public LogFile(Path path) throws IOException {
    this.path = path;
    this.in = Files.newInputStream(path);
  }

  @Override
  public String name() {
    return path.toString();
  }

  /** How many bytes have been read. */
  @Override
  public long position() {
    return bytes;
  }

  /** The next line, without its end; nothing of one that is too long. */
  @Override
  public byte @Nullable [] next() throws IOException {
    while (true) {
      int end = lineEnd();
      if (end < 0) {
        return null;
      }
      boolean fits = end - from <= LONGEST_LINE;
      byte[] line = fits ? Arrays.copyOfRange(buffer, from, end) : NO_LOG;
      from = Math.min(end + 1, to);
      if (!fits || !isBlank(line)) {
        return line;
      }
    }
  }

  /** Where the line that begins at {@code from} ends; -1 if there is none. */
  private int lineEnd() throws IOException {
    int at = from;
    while (true) {
      int end = lineEnd(buffer, at, to);
      if (end < to) {
        return end;
      }
      int more = fill();
      if (more <= 0) {
        return from < to ? to : -1;
      }
      at = to - more;
    }
  }

  /**
   * The first end of a line; {@code to} if there is none. Most of a line is looked at by eights.
   */
  private static int lineEnd(byte[] in, int from, int to) {
    int at = from;
    for (int last = to - Long.BYTES; at <= last; at += Long.BYTES) {
      long found = Eights.firstZero(Eights.at(in, at) ^ LINE_ENDS);
      if (found != 0) {
        return at + Eights.place(found);
      }
    }
    while (at < to && in[at] != '\n') {
      at++;
    }
    return at;
  }

  /** Moves the begun line to the front and reads on behind it; how many bytes, or -1 at the end. */
  private int fill() throws IOException {
    int begun = to - from;
    if (begun > LONGEST_LINE) {
      // What is beyond the limit is dropped; the line stays one that is too long.
      begun = LONGEST_LINE + 1;
    }
    byte[] target = begun + BUFFER > buffer.length ? new byte[2 * (begun + BUFFER)] : buffer;
    System.arraycopy(buffer, from, target, 0, begun);
    buffer = target;
    from = 0;
    to = begun;
    int count = in.read(buffer, to, buffer.length - to);
    if (count > 0) {
      to += count;
      bytes += count;
    }
    return count;
  }

  private static boolean isBlank(byte[] line) {
    for (byte each : line) {
      if (each != ' ' && each != '\r' && each != '\t') {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
