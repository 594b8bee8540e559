package io.tocsin.tool;

import io.tocsin.document.Document;
import io.tocsin.document.LogReader;
import io.tocsin.document.RawRecord;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;

/** A file of logs, one JSON object a line, read like a partition: in its own order. */
final class LogFile implements Closeable {
  /** A longer line is no log. */
  private static final int LONGEST_LINE = 16 << 20;

  private static final int BUFFER = 1 << 16;

  /** A file has no time of its own for a log: one without a time cannot be placed. */
  private static final long NO_RECORD_TIME = -1;

  private final Path path;
  private final int number;
  private final InputStream in;
  private final LogReader reader;
  private final long latestMillis;
  private byte[] buffer = new byte[BUFFER];
  private int from;
  private int to;
  private boolean ended;
  private long bytes;
  private long lines;
  private long unreadable;
  private long newest = Long.MIN_VALUE;

  /**
   * Opens a file.
   *
   * @param number tells the files of a replay apart
   * @param latestMillis no log can be later than this
   * @throws IOException if it cannot be opened
   */
  LogFile(Path path, int number, LogReader reader, long latestMillis) throws IOException {
    this.path = path;
    this.number = number;
    this.reader = reader;
    this.latestMillis = latestMillis;
    this.in = Files.newInputStream(path);
  }

  /** Whether every line has been read. */
  boolean ended() {
    return ended;
  }

  /** Event time of the newest log so far; {@link Long#MIN_VALUE} before the first. */
  long newest() {
    return newest;
  }

  /** How many bytes have been read. */
  long bytes() {
    return bytes;
  }

  /** How many lines were no logs. */
  long unreadable() {
    return unreadable;
  }

  /** Reads the next line, and hands out its log if it is one. */
  void readLine(Consumer<Document> out) throws IOException {
    int end = lineEnd();
    if (end < 0) {
      ended = true;
      return;
    }
    boolean fits = end - from <= LONGEST_LINE;
    byte[] line = Arrays.copyOfRange(buffer, from, fits ? end : from);
    from = Math.min(end + 1, to);
    lines++;
    if (fits && isBlank(line)) {
      return;
    }
    RawRecord record = new RawRecord(path.toString(), number, lines, NO_RECORD_TIME, line);
    boolean read =
        reader.read(
                record,
                latestMillis,
                log -> {
                  newest = Math.max(newest, log.timestampMillis());
                  out.accept(log);
                })
            == null;
    unreadable += read ? 0 : 1;
  }

  /** Where the line that begins at {@code from} ends; -1 if there is none. */
  private int lineEnd() throws IOException {
    int at = from;
    while (true) {
      while (at < to) {
        if (buffer[at] == '\n') {
          return at;
        }
        at++;
      }
      int more = fill();
      if (more <= 0) {
        return from < to ? to : -1;
      }
      at = to - more;
    }
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
