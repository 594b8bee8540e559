package io.tocsin.sandbox;

import io.tocsin.sandbox.process.StartFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the programs of the parts are, as the build fetched them.
 *
 * @param root the top of the source tree
 */
public record Distribution(Path root) {

  private static final String PARTS = "sandbox/parts";

  /**
   * The source tree that holds the working directory, or the one that the system property {@code
   * tocsin.home} names.
   *
   * @throws StartFailedException if there is none
   */
  public static Distribution find() {
    String home = System.getProperty("tocsin.home");
    Path start = Path.of(home == null ? "" : home).toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve(PARTS))) {
        return new Distribution(folder);
      }
    }
    throw new StartFailedException(
        "no " + PARTS + " in " + start + " or above; run this from within the source tree");
  }

  /** The class path of a part that runs on Java, such as {@code broker}. */
  String classPath(String part) {
    Path file = target(part).resolve("classpath.txt");
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw notBuilt(file, e);
    }
  }

  /** The directory into which Elasticsearch was unpacked. */
  Path elasticsearch() {
    return find(
        target("elasticsearch"),
        entry -> Files.isRegularFile(entry.resolve("bin").resolve("elasticsearch")));
  }

  /** The directory of Flink's plugins. */
  Path flinkPlugins() {
    return target("flink").resolve("plugins");
  }

  /** The jar of the three jobs. */
  public Path jobsJar() {
    return find(
        root.resolve("flink-jobs").resolve("target"),
        file -> file.getFileName().toString().matches("flink-jobs-.*-jobs\\.jar"));
  }

  /** The starter rules. */
  public Path rules() {
    return root.resolve("alert-rules").resolve("rules");
  }

  private static Path find(Path folder, Predicate<Path> wanted) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(wanted).max(Path::compareTo).orElseThrow(() -> notBuilt(folder, null));
    } catch (IOException e) {
      throw notBuilt(folder, e);
    }
  }

  private Path target(String part) {
    return root.resolve(PARTS).resolve(part).resolve("target");
  }

  private static StartFailedException notBuilt(Path missing, @Nullable IOException cause) {
    String message =
        missing + " is missing or empty; run 'mvn package -DskipTests' once to make it";
    return cause == null
        ? new StartFailedException(message)
        : new StartFailedException(message, cause);
  }
}
