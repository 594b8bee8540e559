package io.tocsin.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A savepoint of a release, which is kept: every later version must go on from it.
 *
 * <p>If one does not, the layout of some state has changed without a new version that reads the old
 * one. {@code -Dtocsin.rewrite.savepoint=true} writes the newest fixtures anew, which is right only
 * as long as their release is not out.
 *
 * @param name of the job and the release, such as {@code alerting-0.1}
 */
public record SavepointFixture(String name) {

  /** Whether it is to be written instead of read. */
  public static boolean isRewritten() {
    return Boolean.getBoolean("tocsin.rewrite.savepoint");
  }

  private Path directory() {
    return Path.of("src/test/resources/savepoints").resolve(name);
  }

  /** Where a job finds it. */
  public String address() {
    return directory().toAbsolutePath().toUri().toString();
  }

  /**
   * Keeps another one in its place.
   *
   * @param savepoint its address, as Flink gives it
   */
  public void write(String savepoint) throws IOException {
    Files.createDirectories(directory());
    for (Path old : files(directory())) {
      Files.delete(old);
    }
    for (Path file : files(Path.of(savepoint.replaceFirst("^file:(//)?", "")))) {
      Files.copy(file, directory().resolve(file.getFileName()));
    }
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }
}
