package io.tocsin.sandbox;

import io.tocsin.sandbox.process.Ports;
import io.tocsin.sandbox.process.ProcessGroup;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What parts need to come up: their programs, a directory for data and logs, free ports, and a
 * group for their processes.
 *
 * @param distribution where the programs are
 * @param directory exists; each part has a directory below it
 * @param ports shared by all parts of one stack
 * @param processes shared by all parts of one stack
 */
public record Workspace(
    Distribution distribution, Path directory, Ports ports, ProcessGroup processes) {

  private static final String PREFIX = "run-";
  private static final String CRASHES = "crashes";

  /**
   * A workspace in a new directory below {@code target/sandbox} of the source tree. What runs that
   * are over have left there, because they failed or were killed, is deleted.
   */
  public static Workspace create() {
    Distribution distribution = Distribution.find();
    Path parent = distribution.root().resolve("target").resolve("sandbox");
    try {
      Files.createDirectories(parent);
      deleteLeftovers(parent);
      Path directory =
          Files.createTempDirectory(parent, PREFIX + ProcessHandle.current().pid() + "-");
      // Elasticsearch may have to run as another user, who must be able to get through.
      if (!directory.toFile().setExecutable(true, false)) {
        throw new IOException("cannot set the permissions of " + directory);
      }
      return new Workspace(distribution, directory, new Ports(), new ProcessGroup());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void deleteLeftovers(Path parent) throws IOException {
    try (Stream<Path> runs = Files.list(parent)) {
      runs.filter(run -> owner(run).filter(pid -> ProcessHandle.of(pid).isEmpty()).isPresent())
          .forEach(Workspace::deleteTree);
    }
  }

  private static Optional<Long> owner(Path run) {
    String[] parts = run.getFileName().toString().split("-", 3);
    return parts.length == 3 && parts[1].matches("[0-9]{1,18}")
        ? Optional.of(Long.valueOf(parts[1]))
        : Optional.empty();
  }

  /** The part's own directory, made if absent. */
  Path directoryOf(String part) {
    try {
      return Files.createDirectories(directory.resolve(part));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What processes have ended though nobody asked them to: how, and the end of their logs. The logs
   * themselves are kept beside this directory, and outlive it.
   */
  public List<String> crashes() {
    return processes.crashed().stream()
        .map(process -> "%s\nThe whole of it: %s".formatted(process.crash(), keep(process.log())))
        .toList();
  }

  private Path keep(Path log) {
    try {
      Path kept = Files.createDirectories(directory.resolveSibling(CRASHES));
      return Files.copy(
          log,
          kept.resolve(directory.getFileName() + "-" + log.getFileName()),
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends all processes and deletes the directory with all that is in it. */
  public void delete() {
    processes.close();
    deleteTree(directory);
  }

  private static void deleteTree(Path root) {
    try (Stream<Path> tree = Files.walk(root)) {
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
