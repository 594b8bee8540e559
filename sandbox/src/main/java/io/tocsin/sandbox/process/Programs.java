package io.tocsin.sandbox.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/** Programs of the machine. */
public final class Programs {

  private Programs() {}

  /** Whether a program of this name is on the search path. */
  public static boolean isOnPath(String name) {
    String path = System.getenv("PATH");
    if (path == null) {
      return false;
    }
    for (String folder : path.split(File.pathSeparator)) {
      if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, name))) {
        return true;
      }
    }
    return false;
  }

  /** The {@code java} that runs this program, which then runs the parts too. */
  public static Path java() {
    return javaHome().resolve("bin").resolve("java");
  }

  /** Where the running Java is installed. */
  public static Path javaHome() {
    return Path.of(System.getProperty("java.home"));
  }
}
