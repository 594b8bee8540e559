package io.tocsin.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A wall clock for other processes, that may be set while they run. To them it is the machine's,
 * which stays as it is; elapsed time goes on for them as it does. It is libfaketime's.
 */
final class InjectedClock implements AutoCloseable {
  /** The one for processes with many threads. */
  private static final String LIBRARY = "faketime/libfaketimeMT.so.1";

  private static final List<Path> FOLDERS =
      List.of(Path.of("/usr/lib"), Path.of("/usr/lib64"), Path.of("/usr/local/lib"));

  /** Where the library keeps what a process shares with its threads; named by the process. */
  private static final Path SHARED = Path.of("/dev/shm");

  private static final Pattern OF_A_PROCESS = Pattern.compile("(?:sem\\.)?faketime_\\w+_(\\d+)");

  private final Path library;
  private final Path file;

  private InjectedClock(Path library, Path file) {
    this.library = library;
    this.file = file;
  }

  /**
   * One that is right; the test is skipped where it cannot be had.
   *
   * @param directory for the file that says how far it is ahead
   */
  static InjectedClock create(Path directory) throws IOException {
    Optional<Path> library = library();
    Assumptions.assumeTrue(library.isPresent(), "skipped: no libfaketime (Debian: libfaketime)");
    InjectedClock clock = new InjectedClock(library.orElseThrow(), directory.resolve("clock"));
    clock.set(Duration.ZERO);
    return clock;
  }

  /** It is in a folder of libraries, or below that in one for machines of a kind. */
  private static Optional<Path> library() throws IOException {
    for (Path folder : FOLDERS) {
      List<Path> candidates = new ArrayList<>(List.of(folder));
      if (Files.isDirectory(folder)) {
        try (Stream<Path> below = Files.list(folder)) {
          candidates.addAll(below.toList());
        }
      }
      Optional<Path> found =
          candidates.stream().map(each -> each.resolve(LIBRARY)).filter(Files::exists).findFirst();
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** Variables of a process that is to go by it. */
  Map<String, String> environment() {
    return Map.of(
        "LD_PRELOAD", library.toString(),
        "FAKETIME_TIMESTAMP_FILE", file.toString(),
        "FAKETIME_CACHE_DURATION", "1",
        "FAKETIME_DONT_FAKE_MONOTONIC", "1",
        // Else what waits for a while of elapsed time, as all of Java does, does not wait at all.
        "FAKETIME_FORCE_MONOTONIC_FIX", "0",
        "NO_FAKE_STAT", "1");
  }

  /** Sets it; processes notice within a second. */
  void set(Duration ahead) throws IOException {
    Path next =
        Files.writeString(file.resolveSibling("clock.next"), "%+d%n".formatted(ahead.toSeconds()));
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** What killed processes have left behind would be in the way of later ones of their number. */
  @Override
  public void close() throws IOException {
    try (Stream<Path> shared = Files.list(SHARED)) {
      for (Path each : shared.toList()) {
        Matcher name = OF_A_PROCESS.matcher(each.getFileName().toString());
        if (name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()) {
          Files.deleteIfExists(each);
        }
      }
    }
  }
}
