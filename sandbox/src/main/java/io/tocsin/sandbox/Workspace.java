package io.tocsin.sandbox;

import io.tocsin.sandbox.process.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What parts need to come up: their programs, a directory for data and logs, and free ports.
 *
 * @param distribution where the programs are
 * @param directory exists; each part has a directory below it
 * @param ports shared by all parts of one stack
 */
public record Workspace(Distribution distribution, Path directory, Ports ports) {

  /** A workspace in a new temporary directory. */
  public static Workspace temporary() {
    try {
      Path directory = Files.createTempDirectory("tocsin-");
      // Elasticsearch may have to run as another user, who must be able to get through.
      directory.toFile().setExecutable(true, false);
      return new Workspace(Distribution.find(), directory, new Ports());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The part's own directory, made if absent. */
  Path directoryOf(String part) {
    try {
      return Files.createDirectories(directory.resolve(part));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes the directory with all that is in it. */
  public void delete() {
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a configuration file of a part. */
  static Path write(Path file, List<String> lines) {
    try {
      return Files.write(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies a resource of this package into the directory. */
  static Path copyResource(String name, Path directory) {
    Path target = directory.resolve(name);
    try (InputStream resource = Workspace.class.getResourceAsStream(name)) {
      if (resource == null) {
        throw new IllegalStateException(name + " is missing from the class path");
      }
      Files.write(target, resource.readAllBytes());
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
