package io.tocsin.benchmark.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What this process has in memory. */
public final class ProcessMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String MOST = "VmHWM:";
  private static final double MIB_OF_KIB = 1024;

  private ProcessMemory() {}

  /**
   * For a person, the most that it had at a time.
   *
   * @throws IOException if the system does not let it be read
   */
  public static String most() throws IOException {
    List<String> status = Files.exists(STATUS) ? Files.readAllLines(STATUS) : List.of();
    for (String line : status) {
      if (line.startsWith(MOST)) {
        String kib = line.substring(MOST.length()).replace("kB", "").strip();
        return "this process had %,.0f MiB of memory at most"
            .formatted(Long.parseLong(kib) / MIB_OF_KIB);
      }
    }
    return "how much memory this process had is not known on this system";
  }
}
