package io.tocsin.flink.delivery;

import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.receiver.ReceiversReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads the file of receivers again and again, and says when it is another. Two equal reads accept
 * a change, so that a file caught half written does no harm. Of a file that was never there nothing
 * is said until it is.
 */
final class ReceiversWatch {
  private final Path path;
  private @Nullable Content lastRead;
  private @Nullable Content lastSaid;
  private boolean expected;

  /**
   * Watches a file.
   *
   * @param expected whether it is wrong if it is not there
   */
  ReceiversWatch(String path, boolean expected) {
    this.path = Path.of(path);
    this.expected = expected;
  }

  private record Content(String text, @Nullable String failure) {}

  /** Reads once; null if there is nothing to say. The first time it is there there always is. */
  @Nullable ReceiversRead poll(long nowMillis) {
    if (!expected && !Files.exists(path)) {
      return null;
    }
    expected = true;
    Content read = read();
    boolean settled = lastRead == null || read.equals(lastRead);
    lastRead = read;
    if (!settled || read.equals(lastSaid)) {
      return null;
    }
    lastSaid = read;
    String refusal = read.failure() == null ? refusal(read.text()) : read.failure();
    return new ReceiversRead(new ReceiversText(path.toString(), read.text()), refusal, nowMillis);
  }

  private Content read() {
    try {
      return new Content(Files.readString(path), null);
    } catch (IOException e) {
      return new Content("", "It cannot be read: " + e);
    }
  }

  private @Nullable String refusal(String text) {
    Diagnostics diagnostics = new Diagnostics();
    ReceiversReader.read(path.toString(), text, diagnostics);
    return diagnostics.hasErrors() ? diagnostics.render() : null;
  }
}
