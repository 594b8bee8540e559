package io.tocsin.sandbox.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What to run.
 *
 * @param name how a person calls it, such as {@code broker}; also the log file's name
 * @param line the program and its arguments
 * @param directory where it runs and where its log goes; exists
 * @param environment variables that are set beside those inherited
 */
public record Command(
    String name, List<String> line, Path directory, Map<String, String> environment) {

  /** Copies the collections. */
  public Command {
    line = List.copyOf(line);
    environment = Map.copyOf(environment);
  }

  /** A command that adds no environment variable. */
  public Command(String name, List<String> line, Path directory) {
    this(name, line, directory, Map.of());
  }

  /** The file that holds what the process prints. */
  public Path log() {
    return directory.resolve(name + ".log");
  }
}
