package io.tocsin.k8s;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Programs of the machine, some of which are not on each. */
final class Programs {
  private Programs() {}

  /** Whether a shell would find the program. */
  static boolean onPath(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** What a program prints; fails with it if the program does. */
  static String run(String... line) throws IOException, InterruptedException {
    return run(Path.of(""), line);
  }

  /** The same, in a directory. */
  static String run(Path directory, String... line) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(line)
            .directory(directory.toAbsolutePath().toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(String.join(" ", line) + ": " + output);
    }
    return output;
  }
}
